"""Rules that only some languages need: letters that a telephone may lack, and a list to choose of.

They stand apart from the stylesheet, so that a page in Vietnamese or English carries none of them.
"""

from base64 import b64encode
from hashlib import sha256

from flask import url_for
from markupsafe import Markup

from templates.language_files import language_files

# One button to another language needs nothing; of several none may break or run into the next.
LIST = "nav *{display:inline-block;white-space:nowrap}"
_LETTERS = (
    "@font-face{{font-family:'{family}';src:url({address});unicode-range:{letters};"
    "font-display:swap}}body{{font-family:'{family}',system-ui,sans-serif}}"
)


def language_style(language: str, others: int) -> Markup | None:
    """Return the rules of a page in a language that offers so many others; None: it needs none."""
    rules = letters_of(language) + (LIST if others > 1 else "")
    # Our own file and the register, which lets no sign in that would end a rule.
    return Markup(rules) if rules else None  # noqa: S704


def letters_of(language: str) -> str:
    """Return the rules by which a page in a language loads its letters; empty: every phone has."""
    files = language_files()
    font = files.language(language).font
    if font is None or files.font_path(language) is None:
        return ""
    address = url_for("citizen.letters", language=language)
    return _LETTERS.format(family=font.family, address=address, letters=font.letters)


def with_language_style(policy: str, style: Markup | None) -> str:
    """Return a page's policy that also lets in such rules and the letters that they name."""
    if style is None:
        return policy
    digest = b64encode(sha256(style.encode()).digest()).decode()
    allowed = policy.replace("style-src ", f"style-src 'sha256-{digest}' ")
    return f"{allowed}; font-src 'self'" if "@font-face" in style else allowed
