"""Whether reading a text takes time in proportion to its length, whatever stands in it."""
