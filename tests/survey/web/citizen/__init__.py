"""Tests of what citizens see."""
