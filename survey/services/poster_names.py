"""What a file of posters is called."""

from collections.abc import Sequence

from survey.domain.file_names import file_name_part
from survey.services.draw_posters import PosterSheet


def poster_file_name(sheets: Sequence[PosterSheet]) -> str:
    """Return the name of a PDF: of one poster, of those of a service point, or of several's."""
    points = {sheet.service_point for sheet in sheets}
    parts = ["ap-phich"]
    if len(points) == 1:
        parts.append(file_name_part(points.pop()))
    if len(sheets) == 1:
        parts.append(sheets[0].code)
    return "-".join(filter(None, parts)) + ".pdf"
