"""What people type about the plan; the fields come from the models (``fields``), the verbs save."""
