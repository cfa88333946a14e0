"""CSV files of answers, whoever made them, become responses."""

from analysis.reading.faults import FaultyData
from analysis.reading.reader import read_responses
from analysis.reading.table import Reading

__all__ = ["FaultyData", "Reading", "read_responses"]
