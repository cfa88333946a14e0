"""What `hailong languages` says: a block for each language, or every sentence of one."""

import click

from survey.commands.words import _, say
from survey.services.find_sounds import SOUNDS
from survey.services.review_languages import LanguageReview, QuestionnaireReview, Review
from templates.catalogues import Catalogue, english, sentences, words
from templates.language_register import Language

_VIETNAMESE = {english(message): words(message)[0] for message in sentences()}


def say_all(review: Review) -> None:
    """Say what each language has and lacks, in numbers."""
    for each in review.languages:
        _say_summary(each)
        click.echo()
    _say_faults(review)
    say("Every missing sentence of one: hailong languages CODE, with the code before its name.")


def say_in_full(review: Review, code: str) -> None:
    """Say every sentence that one language lacks."""
    (chosen,) = [each for each in review.languages if each.code == code]
    _say_summary(chosen)
    if not chosen.is_own:
        if chosen.catalogue is None:
            click.echo()
            say("Missing on the pages: everything. Begin with --template.")
        else:
            say_catalogue(chosen.catalogue, f"citizen.{code}.po")
    for asked in chosen.questionnaires:
        _say_missing_wordings(asked)
    for asked in chosen.questionnaires:
        _say_silent(asked, code)
    _say_faults(review)


def say_catalogue(catalogue: Catalogue, file: str) -> None:
    """Say what is wrong with a file and which of its sentences are missing."""
    for fault in catalogue.faults:
        click.echo(fault.in_words(_))
    if catalogue.missing:
        click.echo()
        say("Missing in %(file)s, or marked fuzzy:", file=file)
    for message in catalogue.missing:
        place = f"{message.context}: " if message.context else ""
        vietnamese = _VIETNAMESE.get(english(message))
        click.echo(f"  {place}{english(message)}" + (f"\n    = {vietnamese}" if vietnamese else ""))
    if catalogue.leftovers:
        click.echo()
        say("In %(file)s, but on no page any more:", file=file)
    for sentence in catalogue.leftovers:
        click.echo(f"  {sentence}")


def _say_summary(review: LanguageReview) -> None:
    click.echo(f"{review.code}  {_name(review.language)}")
    click.echo("  " + _pages(review))
    for asked in review.questionnaires:
        click.echo("  " + _questions(asked))
        click.echo("  " + _sounds(asked))
    offered = _("Citizens can choose this language.")
    click.echo("  " + (offered if review.is_offered else _("Citizens do not see it yet.")))


def _name(language: Language) -> str:
    if language.name in (None, language.vietnamese):
        return language.vietnamese
    return f"{language.name} ({language.vietnamese})"


def _pages(review: LanguageReview) -> str:
    catalogue, total = review.catalogue, review.total
    if review.is_own:
        return _("Pages: whole; they come with the program.")
    if catalogue is None:
        sentence = _("Pages: there is no file citizen.%(code)s.po yet; %(total)s sentences.")
        return sentence % {"code": review.code, "total": total}
    if catalogue.is_complete:
        return _("Pages: all %(total)s sentences.") % {"total": total}
    counts = {"missing": len(catalogue.missing), "total": total, "faults": len(catalogue.faults)}
    return _("Pages: %(missing)s of %(total)s sentences missing; faults: %(faults)s.") % counts


def _questions(asked: QuestionnaireReview) -> str:
    values = {"name": asked.name, "missing": len(asked.missing), "total": asked.total}
    if asked.is_asked:
        if asked.missing:
            sentence = _("%(name)s, asked now: %(missing)s of %(total)s sentences missing.")
        else:
            sentence = _("%(name)s, asked now: all %(total)s sentences.")
    elif asked.missing:
        sentence = _("%(name)s: %(missing)s of %(total)s sentences missing.")
    else:
        sentence = _("%(name)s: all %(total)s sentences.")
    return sentence % values


def _sounds(asked: QuestionnaireReview) -> str:
    recorded = asked.to_record - len(asked.silent)
    values = {"name": asked.name, "recorded": recorded, "total": asked.to_record}
    return _("%(name)s: %(recorded)s of %(total)s recordings.") % values


def _say_missing_wordings(asked: QuestionnaireReview) -> None:
    if not asked.missing:
        return
    click.echo()
    say("Missing in %(name)s:", name=asked.name)
    for placed in asked.missing:
        click.echo(f"  {placed.place}: {placed.wording}")


def _say_silent(asked: QuestionnaireReview, code: str) -> None:
    if not asked.silent:
        return
    click.echo()
    folder = f"{SOUNDS}/{code}/{asked.name}"
    say("Not recorded, as .mp3 or .ogg in %(folder)s:", folder=folder)
    for place in asked.silent:
        click.echo(f"  {place}")


def _say_faults(review: Review) -> None:
    for fault in review.faults:
        click.echo(fault.in_words(_))
    if review.unread:
        say("In the folder of languages, but under names that nothing reads:")
    for path in review.unread:
        click.echo(f"  {path.as_posix()}")
