"""Answers that nobody here made up."""
