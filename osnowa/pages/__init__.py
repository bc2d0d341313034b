"""Public pages made from live records: home, projects; totals only."""
