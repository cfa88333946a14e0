"""What needs the engine of PDFs, and none of the libraries that know languages: they fill 20 MB."""

import json

from survey.services.qr import draw_qr
from templates.typesetting import typeset


def set_posters(described: str) -> bytes:
    """Return posters as one PDF; they come as JSON from `draw_posters`."""
    data = json.loads(described)
    for sheet in data["sheets"]:
        code = draw_qr(sheet["link"])
        sheet["qr"], sheet["qr_border_share"] = code.svg, code.border_share
    return typeset("posters/a4.typ", data)
