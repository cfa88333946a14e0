"""The shape of the house: imports, routes, words of the documentation, plain text."""
