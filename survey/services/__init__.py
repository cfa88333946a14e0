"""What the survey does, a verb and a noun each."""
