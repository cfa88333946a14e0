"""Estimators of a share from moments, and the intervals around them."""
