"""How many must answer to settle a target, in words, beside the customary number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.estimators.goals import Form, Goal
from analysis.estimators.planning import (
    Need,
    customary_sample_size,
    least_all_satisfied,
    sample_size_margin,
    sample_size_simple,
    sample_size_target,
    target_power,
)
from templates.languages import N_, decimal, percent

# The e of the official surveys.
CUSTOMARY_MARGIN = 0.05
# A sample proves nothing with certainty, so no probability is printed as 100 %.
_MOST_CERTAIN = 0.99
_ASKED = N_(
    "Target %(target)s, expected index %(expected)s; %(items)s items a person, "
    "correlation of a person's answers %(correlation)s."
)
_CASES = N_("Cases of the period: %(cases)s.")
_MET = N_("To prove that the target is met: %(people)s respondents.")
_NOT_MET = N_("To prove that the target is not met: %(people)s respondents.")
_SURE = N_(
    "With so many, the report proves it with a probability of %(power)s if the index is as "
    "expected; a false claim has a probability of about 5%%. "
    "(The textbook formula alone: %(simple)s.)"
)
_FORMS = N_("If %(rate)s of those asked answer, ask %(forms)s.")
_TOO_MANY = N_("That is more than there are cases: take a longer period.")
_MARGIN = N_("To know the index to ±%(margin)s with 95%% confidence: %(people)s respondents.")
_CUSTOMARY = N_("The customary official rule, n = N / (1 + N e²) with e = %(margin)s: %(people)s.")
_CUSTOMARY_UNLIMITED = N_(
    "The customary official rule, n = N / (1 + N e²) with e = %(margin)s, "
    "for very many cases: %(people)s."
)
_CHANCE = N_(
    "With that number, the target would be settled with a probability of about %(chance)s."
)
_LEAST = N_(
    "With fewer than %(least)s respondents the target cannot be proven, "
    "even if every one of them is satisfied with everything."
)
_WHY = N_("Why the two numbers differ:")
_WHY_TARGET = N_(
    "The customary rule knows no target. It only asks to know one share of 50%% to ±%(margin)s. "
    "A target is settled by its distance from the index, here %(distance)s percentage points: "
    "half the distance takes about four times as many."
)
_WHY_PERSONS = N_(
    "The customary rule takes one answer a person. %(items)s answers of one person resemble each "
    "other and are worth about %(worth)s independent ones."
)


@dataclass(frozen=True)
class Wish:
    """What is to be planned.

    Attributes
    ----------
    goal : Goal
    form : Form
    cases : float or None
    response_rate, margin : float or None
    """

    goal: Goal
    form: Form
    cases: float | None
    response_rate: float | None
    margin: float | None


@dataclass(frozen=True)
class Answer:
    """The answer to a wish, in words."""

    wish: Wish
    gettext: Callable[[str], str]
    language: str

    def lines(self) -> Iterator[str]:
        """Yield what there is to say: the question, what settles it, the official rule, why."""
        yield from self._question()
        yield ""
        yield from self._what_settles_it()
        yield ""
        yield from self._official_rule()
        yield ""
        yield from self._why()

    def _question(self) -> Iterator[str]:
        goal, form = self.wish.goal, self.wish.form
        yield self._say(
            _ASKED,
            target=self._percent(goal.target),
            expected=self._percent(goal.expected),
            items=self._figure(form.items),
            correlation=self._figure(form.correlation),
        )
        if self.wish.cases is not None:
            yield self._say(_CASES, cases=self._figure(self.wish.cases))

    def _what_settles_it(self) -> Iterator[str]:
        wish, goal = self.wish, self.wish.goal
        need = sample_size_target(goal, wish.form, wish.cases)
        simple = sample_size_simple(goal, wish.form, wish.cases)
        sentence = _MET if goal.expected > goal.target else _NOT_MET
        yield self._say(sentence, people=self._figure(need.people))
        yield self._say(_SURE, power=self._percent(goal.power), simple=self._figure(simple.people))
        yield from self._forms(need)
        if wish.margin is not None:
            found = sample_size_margin(goal.expected, wish.margin, wish.form, 0.95, wish.cases)
            people = self._figure(found.people)
            yield self._say(_MARGIN, margin=self._percent(wish.margin), people=people)
        if goal.expected > goal.target:
            least = least_all_satisfied(goal.target, goal.error).shrunken
            yield self._say(_LEAST, least=self._figure(least))

    def _forms(self, need: Need) -> Iterator[str]:
        rate, cases = self.wish.response_rate, self.wish.cases
        if rate is None:
            return
        forms = need.forms(rate)
        yield self._say(_FORMS, rate=self._percent(rate), forms=self._figure(forms))
        if cases is not None and forms > cases:
            yield self._say(_TOO_MANY)

    def _official_rule(self) -> Iterator[str]:
        wish = self.wish
        official = customary_sample_size(wish.cases, CUSTOMARY_MARGIN)
        yield self._say(
            _CUSTOMARY_UNLIMITED if wish.cases is None else _CUSTOMARY,
            margin=self._percent(CUSTOMARY_MARGIN),
            people=self._figure(official.people),
        )
        chance = target_power(wish.goal, wish.form, official.people, wish.cases)
        yield self._say(_CHANCE, chance=percent(min(chance, _MOST_CERTAIN), self.language, 0))

    def _why(self) -> Iterator[str]:
        goal, form = self.wish.goal, self.wish.form
        distance = round(abs(goal.expected - goal.target) * 100, 6)
        yield self._say(_WHY)
        yield "- " + self._say(
            _WHY_TARGET,
            margin=self._percent(CUSTOMARY_MARGIN),
            distance=self._figure(distance),
        )
        if form.items > 1:
            worth = round(form.items / form.design_effect, 1)
            yield "- " + self._say(
                _WHY_PERSONS, items=self._figure(form.items), worth=self._figure(worth)
            )

    def _say(self, sentence: str, **values: str) -> str:
        return self.gettext(sentence) % values

    def _percent(self, share: float) -> str:
        return self._figure(round(share * 100, 6)) + "%"

    def _figure(self, value: float) -> str:
        """Return a number with the digits that it has, six at most."""
        _, _, fraction = f"{value:.6f}".rstrip("0").partition(".")
        return decimal(value, len(fraction), self.language)
