"""Tests mirror the packages; stories in a browser and faults stand beside them."""
