"""Letters that a telephone may lack: named by a page in their language, and by no other."""

from base64 import b64encode
from hashlib import sha256

from flask import url_for
from markupsafe import Markup

from templates.language_files import language_files

_RULES = (
    "@font-face{{font-family:'{family}';src:url({address});unicode-range:{letters};"
    "font-display:swap}}body{{font-family:'{family}',system-ui,sans-serif}}"
)


def letter_style(language: str) -> Markup | None:
    """Return the rules by which a page in a language loads its letters; None: it needs none."""
    files = language_files()
    font = files.language(language).font
    if font is None or files.font_path(language) is None:
        return None
    address = url_for("citizen.letters", language=language)
    # The register lets no sign into family and letters that would end a rule.
    rules = _RULES.format(family=font.family, address=address, letters=font.letters)
    return Markup(rules)  # noqa: S704


def with_letters(policy: str, style: Markup | None) -> str:
    """Return a page's policy that also lets in such rules and the letters that they name."""
    if style is None:
        return policy
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return policy.replace("style-src ", f"font-src 'self'; style-src 'sha256-{digest}' ")
