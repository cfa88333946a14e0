"""What the columns of names are called that a report looks for, whether or not a plan names them.

Apart from the responses themselves, so that a page that only names them need not load numbers.
"""

SERVICE_POINT = "service_point"
FIELD = "field"
MODE = "mode"
LABEL_COLUMNS = (SERVICE_POINT, FIELD, MODE)
