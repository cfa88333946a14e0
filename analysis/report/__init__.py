"""A report as a value, and one renderer for each format."""
