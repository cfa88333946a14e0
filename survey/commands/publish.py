"""`hailong publish`: questionnaires and plans of the office's own, and which of them are used."""

from pathlib import Path

import click

from questionnaires.model import Questionnaire
from questionnaires.pooling import PooledQuestionnaire, can_be_pooled, pooled
from survey.commands.opening import opened_survey
from survey.commands.plan_choice import ask_about_late_plan, say_what_follows
from survey.commands.words import _, say
from survey.domain.places import Office
from survey.services.publish_text import publish_file, published, use, version_before
from survey.store.published_texts import Kind


@click.command(help=_("Publish questionnaire and plan FILEs for ever; say which ones are used."))
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--use", "used", multiple=True, metavar=_("NAME"), help=_("Use it from now on."))
def publish(files: tuple[Path, ...], used: tuple[str, ...]) -> None:
    """Publish files and choose what is used."""
    with opened_survey() as survey:
        for file in files:
            _say_what_is_counted_together(version_before(survey, file))
            say("%(name)s is published.", name=publish_file(survey, file))
        plans = published(survey, Kind.PLAN)
        chosen = {"plan" if name in plans else "questionnaire": name for name in used}
        if "plan" in chosen:
            ask_about_late_plan(survey, chosen["plan"])
        _say_used(use(survey, **chosen))
        if "plan" in chosen:
            say_what_follows(survey)


def _say_used(office: Office) -> None:
    say(
        "In use: questionnaire %(questionnaire)s, plan %(plan)s.",
        questionnaire=office.questionnaire,
        plan=office.plan,
    )


def _say_what_is_counted_together(versions: tuple[Questionnaire, Questionnaire] | None) -> None:
    """Say before a version is published how its answers will stand beside those before."""
    if versions is None:
        return
    new, before = versions
    if not can_be_pooled(new, before):
        say(
            "%(new)s has other marks than %(before)s: their answers are not counted together.",
            new=new.name,
            before=before.name,
        )
        return
    both = pooled(versions)
    together = both.together if isinstance(both, PooledQuestionnaire) else ()
    known = {question.id for question in together}
    say(
        "Counted together with the answers to %(before)s: %(count)s of %(all)s questions.",
        before=before.name,
        count=len(together),
        all=len(new.questions),
    )
    if apart := [question.id for question in both.questions if question.id not in known]:
        say(
            "Counted apart, because one version asks them in other words or alone: %(questions)s.",
            questions=", ".join(apart),
        )
