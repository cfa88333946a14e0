"""What every section is made of: the report, and the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Estimate
from analysis.report.charts.plane import Tick
from analysis.report.document import Paragraph, Role, Run, Section, Text
from analysis.report.model import Entry, Report
from analysis.report.sections.repeated import Repeated, repeated
from analysis.report.words import Words
from questionnaires.model import Wording
from templates.languages import N_

NOT_SHOWN = "…"
# So many names are read in a sentence; of more only some stand there.
_MOST_NAMED, _FEW_NAMED = 8, 6
_AS_GIVEN = N_(
    "These figures are of the answers as given, without weights, and do not add up to the indices"
    " at the head of the report, which are weighted to the cases of the service points."
)
_OF_EVERY_CASE = N_("“Every case”: all cases were counted, so there is no sampling error.")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Page:
    """A report that is put into words; `office` is empty where its data name it."""

    report: Report
    words: Words
    office: str = ""

    @property
    def name(self) -> str:
        """Whose report it is."""
        return self.office or self.report.source.name

    @property
    def has_no_figures(self) -> bool:
        """Tell whether so few people answered that nothing may be told but how many."""
        return self.report.responses < LEAST

    @cached_property
    def repeated(self) -> Mapping[CaveatCode, Repeated]:
        """The doubts of many rows, which the notes say once."""
        return repeated(self.report)

    def say(self, sentence: str, **values: str) -> str:
        """Return an English sentence in the language of the page, with its values."""
        return self.words.say(sentence, **values)

    def title(self, wording: Wording) -> Run:
        """Return words of a questionnaire or plan, with the language that they are really in."""
        phrase = wording.in_language(self.words.language)
        return Run(phrase.text, phrase.language)

    def ngettext(self, one: str, several: str, number: int) -> str:
        """Return a number of things in words; `one` and `several` are English."""
        return self.words.ngettext(one, several, number) % {"count": self.words.number(number)}

    def named(self, names: Sequence[str]) -> str:
        """Return names one after the other, a few of many."""
        if len(names) <= _MOST_NAMED:
            return ", ".join(names)
        more = self.ngettext("%(count)s more", "%(count)s more", len(names) - _FEW_NAMED)
        sentence = N_("%(names)s and %(more)s")
        return self.say(sentence, names=", ".join(names[:_FEW_NAMED]), more=more)

    def index_name(self, number: int) -> str:
        """Return what an index is called where its title is too long; they count from 1."""
        return self.say(N_("Index %(number)s"), number=self.words.number(number))

    def index_title(self, entry: Entry) -> Text:
        """Return the title of an index, with its number where there are several."""
        title = self.title(entry.title)
        if len(self.report.indices) == 1:
            return title
        ids = [each.id for each in self.report.indices]
        return (f"{self.index_name(ids.index(entry.id) + 1)}: ", title)

    @property
    def as_given(self) -> str:
        """What is said of figures that are of the answers as given beside weighted indices."""
        return self.say(_AS_GIVEN) if self.report.weights_indices_alone else ""

    def of_every_case(self, estimates: Iterable[Estimate]) -> str:
        """Return what stands below a table for shares of every case; empty without any."""
        return self.say(_OF_EVERY_CASE) if any(each.is_full_count for each in estimates) else ""

    def remark(self, sentence: str) -> Paragraph:
        """Return what is said in small letters below a table or a picture."""
        return Paragraph((self.say(sentence),), Role.REMARK)

    def doubts(self, caveats: Iterable[Caveat]) -> tuple[str, ...]:
        """Return the sentences of doubts."""
        return tuple(self.words.caveat(caveat) for caveat in caveats)

    def ticks(self, values: Sequence[float]) -> list[Tick]:
        """Return shares with their words, for an axis."""
        return [(value, self.words.target(value)) for value in values]

    def axis(self, low: float, high: float) -> str:
        """Return the sentence that says what part of the scale is shown."""
        low_words, high_words = self.words.target(low), self.words.target(high)
        return self.say(
            N_("The axis runs from %(low)s to %(high)s."), low=low_words, high=high_words
        )


MakeSection = Callable[[Page], Section | None]


def paragraphs(*texts: Text, role: Role = Role.PLAIN) -> tuple[Paragraph, ...]:
    """Return a paragraph for each text that is not empty."""
    return tuple(Paragraph((text,), role) for text in texts if text)


def shown(say: Callable[[Value], str], value: Value | None, nothing: str = NOT_SHOWN) -> str:
    """Return a value in words, or the character for what is not shown."""
    return nothing if value is None else say(value)
