"""Measurements: seconds and memory, each by a command of its own."""
