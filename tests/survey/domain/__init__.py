"""The rules of the survey, without web, database or clock."""
