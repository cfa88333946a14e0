"""Plain values and rules of the survey: no web, no SQL, no clock."""
