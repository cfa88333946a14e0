"""Items, factors and indices: which answers count, by which formula, and what they prove."""
