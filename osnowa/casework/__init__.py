"""Individual work: contacts of a social worker with a participant."""
