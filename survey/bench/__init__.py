"""Measures this program on this machine beside a bare page and a textbook design: `hailong bench`.

What it measures against are programs of its own, so flask and SQL are imported here a second time.
"""
