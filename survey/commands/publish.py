"""`hailong publish`: questionnaires and plans of the office's own, and which of them are used."""

from pathlib import Path

import click

from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.domain.places import Office
from survey.services.publish_text import publish_file, published, use
from survey.store.published_texts import Kind


@click.command(help=_("Publish questionnaire and plan FILEs for ever; say which ones are used."))
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--use", "used", multiple=True, metavar=_("NAME"), help=_("Use it from now on."))
def publish(files: tuple[Path, ...], used: tuple[str, ...]) -> None:
    """Publish files and choose what is used."""
    with opened_survey() as survey:
        for file in files:
            say("%(name)s is published.", name=publish_file(survey, file))
        plans = published(survey, Kind.PLAN)
        chosen = {"plan" if name in plans else "questionnaire": name for name in used}
        _say_used(use(survey, **chosen))


def _say_used(office: Office) -> None:
    say(
        "In use: questionnaire %(questionnaire)s, plan %(plan)s.",
        questionnaire=office.questionnaire,
        plan=office.plan,
    )
