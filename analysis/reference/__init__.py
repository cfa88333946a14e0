"""Reference cases: numbers that other programs computed, against ours."""
