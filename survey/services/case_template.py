"""The workbook that an office fills in: each counter and month that no cases are counted of."""

from collections.abc import Sequence
from io import BytesIO

_WIDTHS = {"A": 40, "B": 12, "C": 14}


def case_template(rows: Sequence[tuple[str, str]]) -> bytes:
    """Return a workbook with a row for each service point and month; a task of the background."""
    from openpyxl import Workbook  # noqa: PLC0415 (it takes long to import)
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.create_sheet("Số hồ sơ", 0)
    del book[book.sheetnames[1]]
    sheet.append(["Quầy", "Tháng", "Số hồ sơ"])
    for row in rows:
        sheet.append([*row, None])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    # As text, or a spreadsheet makes a day of 03/2026 and something else of a name like 1-2.
    for column in ("A", "B"):
        for cell in sheet[column]:
            cell.number_format = "@"
            cell.data_type = "s"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()
