"""What happens to files on their way, and what must come of it.

One module for each place that damages meet, with its `DAMAGES` by what they are called.
"""

from collections.abc import Mapping

from tests.analysis.programs.damages import answers, days, headings, names, rows, writing
from tests.analysis.programs.damages.damage import Damage

# In the order in which they happen: a row sent twice is sent twice as it was.
KINDS = (
    days.DAMAGES,
    answers.DAMAGES,
    names.DAMAGES,
    rows.DAMAGES,
    headings.DAMAGES,
    writing.DAMAGES,
)
DAMAGES: Mapping[str, Damage] = {name: each for kind in KINDS for name, each in kind.items()}
