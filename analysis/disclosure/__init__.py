"""What may be shown of counts of respondents without showing what a few of them answered.

`analysis.disclosure.releasing.release` is for tables, `analysis.disclosure.lists.hidden_in_list`
for the results of a report's service points or months.
"""

# A fixed floor: who knows nine of ten answers in a cell of ten still does not know whose is left.
LEAST = 10
