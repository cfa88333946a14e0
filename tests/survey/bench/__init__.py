"""The bench counts rightly, sees a lost answer, and runs from end to end."""
