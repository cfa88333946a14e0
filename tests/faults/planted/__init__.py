"""Command lines with one fault planted, to see that the tests of the promises can fail."""
