"""What the survey does, on a real database."""
