"""`hailong verify`: whether a file of a report is one of this office, and unaltered."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import click

from survey.commands.opening import opened_survey
from survey.commands.refusals import refuse
from survey.commands.words import _, language, say
from survey.domain.publications import Publication
from survey.services.read_report_file import told_fingerprint
from survey.services.verify_file import (
    Agreement,
    Compared,
    Numbers,
    Recomputed,
    compared,
    published_as,
    recomputed,
)
from templates.languages import N_, day

EXIT_NOT_OURS = 3
EXIT_ALTERED = 4
EXIT_NOT_COMPARED = 5
EXIT_OTHER_NUMBERS = 6
EXIT_NO_REPORT = 7
EXIT_OTHER_ANSWERS = 8

# What is said of the file, and how the command ends; 0 goes on to the numbers.
_AGREEMENTS = {
    Agreement.SAME_BYTES: (N_("The file is byte for byte what this program makes of it."), 0),
    Agreement.SAME_VALUES: (
        N_("The file was saved by another program; it says the same in every place."),
        0,
    ),
    Agreement.MADE_EARLIER: (
        N_(
            "The file is byte for byte one that this program made on %(day)s, with another "
            "letterhead or as another version."
        ),
        0,
    ),
    Agreement.OTHER_VALUES: (
        N_(
            "The file was altered: at %(place)s it says “%(told)s”, and the report “%(kept)s”. Do "
            "not rely on it."
        ),
        EXIT_ALTERED,
    ),
    Agreement.UNKNOWN: (
        N_(
            "The file is not byte for byte what this program makes of it: it was edited or saved "
            "again, or made by another version or with another letterhead. Whether it shows what "
            "the report says cannot be told from such a file; compare it with what “hailong "
            "report” writes."
        ),
        EXIT_NOT_COMPARED,
    ),
}
_NUMBERS = {
    Numbers.SAME: (
        N_("Computed once more from the answers that are kept, the report is the same."),
        0,
    ),
    Numbers.OTHER_ANSWERS: (
        N_(
            "The numbers of the report no longer follow from the answers that are kept: of "
            "%(months)s these are not those that it was made of. After it was published answers "
            "were altered, added or deleted in the database, or days were repaired. What was "
            "published stands. If nobody repaired days, put back the last good copy from before: "
            "hailong restore FILE"
        ),
        EXIT_OTHER_ANSWERS,
    ),
    Numbers.OTHER: (
        N_(
            "Computed once more from the answers that are kept, the report is another one: plans "
            "or case counts were changed since, or answers, if an earlier program published it. "
            "See “hailong doctor”."
        ),
        EXIT_OTHER_NUMBERS,
    ),
    Numbers.NO_ROWS: (
        N_("It cannot be computed once more: no answers of these months are kept."),
        EXIT_OTHER_NUMBERS,
    ),
}
_OTHER_SOFTWARE = N_(
    "It was published by %(then)s, and this is %(now)s: another version may write and compute it "
    "otherwise."
)


@click.command(help=_("Tell whether a file of a report is one of this office, and unaltered."))
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Tell what is known of a file; the exit code tells it to programs."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        refuse(_("There is no file %(place)s.") % {"place": file})
    except OSError:
        refuse(_("%(place)s cannot be read.") % {"place": file})
    fingerprint = told_fingerprint(content)
    if fingerprint is None:
        _end(
            EXIT_NO_REPORT,
            _(
                "%(file)s carries no fingerprint: it is no report of this program, or one that "
                "holds results back, or it was saved by a program that removes it."
            )
            % {"file": file.name},
        )
    with opened_survey() as survey:
        published = published_as(survey, fingerprint)
        if published is None:
            _end(
                EXIT_NOT_OURS,
                _("This office has published no report with the fingerprint %(fingerprint)s.")
                % {"fingerprint": fingerprint},
            )
        _say_which(published)
        code = _say_agreement(compared(survey, published, content))
        of_numbers = _say_numbers(recomputed(survey, published))
    sys.exit(code or of_numbers)


def _say_which(published: Publication) -> None:
    period = published.period
    say(
        "Published by this office: report %(number)s of %(begins)s to %(ends)s, on %(day)s.",
        number=published.number,
        begins=day(period.begins, language()),
        ends=day(period.ends, language()),
        day=day(published.made_on, language()),
    )
    now = f"hailong {version('hailong')}"
    if published.software != now:
        click.echo(_(_OTHER_SOFTWARE) % {"then": published.software, "now": now})


def _say_agreement(found: Compared) -> int:
    sentence, code = _AGREEMENTS[found.agreement]
    made_on = day(found.made_on, language()) if found.made_on else ""
    values = {"place": found.place, "told": found.told, "kept": found.kept, "day": made_on}
    click.echo(_(sentence) % values)
    return code


def _say_numbers(found: Recomputed) -> int:
    sentence, code = _NUMBERS[found.numbers]
    click.echo(_(sentence) % {"months": ", ".join(f"{month:%m/%Y}" for month in found.months)})
    return code


def _end(code: int, sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
