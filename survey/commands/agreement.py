"""Questions of the terminal that are answered with yes or no, in its language."""

from unicodedata import normalize

import click

from survey.commands.refusals import refuse
from survey.commands.words import _, say

# Both languages at any time: a hand that has learnt one of them is understood.
_YES = {"c", "có", "co", "y", "yes"}
_NO = {"k", "không", "khong", "n", "no", ""}


def agree(question: str, no: str | None = None, silence: str | None = None) -> None:
    """Return when somebody says yes; otherwise end as a refusal does, with `no` or `silence`.

    Whatever is neither yes nor no is asked again; without an answer nobody has agreed.
    """
    no = no or _("Nothing was changed.")
    while True:
        click.echo(f"{question} {_('[y/N]')}: ", nl=False)
        try:
            word = normalize("NFC", input()).strip().casefold()
        except EOFError:
            click.echo()
            refuse(silence or no)
        if word in _YES:
            return
        if word in _NO:
            refuse(no)
        say("Answer with y (yes) or n (no).")
