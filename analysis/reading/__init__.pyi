from .cases import read_cases as read_cases
from .faults import FaultyData as FaultyData
from .mappings import read_mapping as read_mapping
from .reader import read_responses as read_responses
from .table import Reading as Reading
