"""``python -m analysis map``: which column of a file is which question, to be corrected by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analysis.commands.report import (
    EXIT_REFUSED,
    mapping_of,
    plan_of,
    questionnaire_of,
    refusals,
)
from analysis.reading.proposal import proposed_mapping
from analysis.reading.proposal_text import mapping_text
from analysis.whole_files import write_whole
from questionnaires.published import questionnaire_names
from templates.languages import LANGUAGES, N_, translations

_WRITTEN = N_("Written: %(place)s")
_ASKED = N_("Places to answer in it, each with “?”: %(count)s")
_EXISTS = N_("%(place)s is there already; give another name, or what you corrected would be lost.")
_FILE = click.Path(path_type=Path)


@click.command("map")
@click.argument("data", type=_FILE)
@click.option(
    "--questionnaire",
    default=questionnaire_names()[0],
    help="What was asked: a YAML file, or the name of one that comes with the program.",
)
@click.option(
    "--plan",
    help="The plan of the report, which may name further columns: a YAML file, or its name.",
)
@click.option("--sheet", help="The sheet of a workbook that has the answers.")
@click.option("--mapping", type=_FILE, help="An earlier mapping: what it says is taken over.")
@click.option("--out", type=_FILE, help="File to write; without it the mapping is printed.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], envvar="HAILONG_LANGUAGE"
)
def command(  # noqa: PLR0913 (one argument for each option)
    *,
    data: Path,
    questionnaire: str,
    plan: str | None,
    sheet: str | None,
    mapping: Path | None,
    out: Path | None,
    language: str,
) -> None:
    """Propose a mapping for DATA: which column is which question, and which cell which answer.

    What is certain is filled in; where it is not, a "?" waits for you. `report --mapping` uses the
    corrected file.
    """
    gettext = translations(language).gettext
    with refusals(gettext, in_full=False):
        asked = questionnaire_of(questionnaire)
        strata = plan_of(plan, asked).strata if plan else ()
        earlier = mapping_of(mapping, asked, strata) if mapping else None
        proposal = proposed_mapping(data, asked, strata, sheet=sheet, earlier=earlier)
        text = mapping_text(proposal, gettext)
        if out is None:
            click.echo(text, nl=False)
            return
        if out.exists():
            click.echo(gettext(_EXISTS) % {"place": out}, err=True)
            sys.exit(EXIT_REFUSED)
        write_whole(out, text.encode())
        click.echo(gettext(_WRITTEN) % {"place": out})
        click.echo(gettext(_ASKED) % {"count": proposal.asked})
