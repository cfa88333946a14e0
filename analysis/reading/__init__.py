"""CSV files of answers, whoever made them, become responses; those of case counts a population."""

from analysis.reading.cases import read_cases
from analysis.reading.faults import FaultyData
from analysis.reading.reader import read_responses
from analysis.reading.table import Reading

__all__ = ["FaultyData", "Reading", "read_cases", "read_responses"]
