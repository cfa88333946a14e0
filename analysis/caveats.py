"""Every doubt that an estimate or a verdict can carry, with the English sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from questionnaires.faults import quoted
from questionnaires.model import Wording

_MOST_NAMED = 10


class CaveatCode(StrEnum):
    """What there is to doubt; the English sentence is the key of its translation.

    ``%(name)s`` stands for a value of the caveat.
    """

    NO_ANSWERS = "Nobody gave a valid answer here, so there is nothing to estimate."
    ONE_RESPONDENT = (
        "Only one respondent gave a valid answer; one person's answers show no margin of error."
    )
    TOO_FEW = (
        "Respondents with a valid answer: %(respondents)s; a verdict needs at least %(least)s."
    )
    NO_DEGREES_OF_FREEDOM = (
        "No sampling group has enough respondents to show how much they differ, "
        "so no margin of error can be given."
    )
    NO_VARIATION = (
        "All respondents agree, so the standard error is 0; this is no certainty. "
        "The interval leaves room for one more person who does not agree."
    )
    FULL_COUNT = "Every case was counted, so there is no sampling error."
    LONELY_STRATUM = (
        "Sampling groups with a single respondent or cluster: %(strata)s. "
        "Their spread is measured from the overall share."
    )
    EMPTY_STRATUM = (
        "Sampling groups without any response: %(strata)s. The figure says nothing about "
        "their cases, %(cases)s in all."
    )
    EQUALS_TARGET = (
        "The estimate equals the target: more answers of the same kind would not settle it."
    )
    CASES_RUN_OUT = "Only answers about all remaining cases would settle it at this estimate."
    SELF_SELECTED = (
        "People chose themselves whether to answer. The interval holds the play of chance "
        "only, not the difference between those who answered and those who did not: "
        "take it as the least there is to doubt."
    )
    DRAWN_BY_LOT = (
        "Whom to ask was drawn by lot. The interval holds the play of chance only, not the "
        "difference between those who answered and those who did not."
    )
    MADE_UP = "The answers are made up, for a demonstration. They say nothing real."
    NO_CASES = (
        "How many cases were settled is not known here, "
        "so the share of cases that answered cannot be given."
    )
    FEW_RESPONSES = "Fewer than %(least)s people gave a valid answer: no result is shown."
    OUTSIDE_PLAN = (
        "Responses outside the plan's period, %(begins)s to %(ends)s, which its targets speak"
        " of: %(responses)s."
    )
    UNDATED_FOR_PLAN = (
        "No response has a date: nobody knows whether they are of the plan's period, %(begins)s to"
        " %(ends)s, which its targets speak of. So no verdict is given; add a column “day” or"
        " “month” to the file."
    )
    PLAN_NOT_OVER = (
        "Whether the targets of the plan are met is said once, of its whole period, %(begins)s to "
        "%(ends)s, when it is over, and not in this report."
    )
    PART_OF_PLAN = (
        "This report is of a part of the plan's period alone, which is %(begins)s to %(ends)s: the"
        " verdict speaks of this part, not of the whole period."
    )
    PLAN_CHOSEN_LATE = (
        "This plan was chosen in the software when figures of %(begins)s to %(ends)s were published"
        " already: that “met” or “not met” is wrong in at most 5 of 100 surveys no longer holds."
    )
    OTHER_QUESTIONNAIRES = (
        "Responses to other questionnaires (%(names)s), which are left out: %(responses)s."
    )
    OTHER_SCALE = (
        "Left out, because they were given on another scale, whose marks cannot be counted together"
        " with these: %(responses)s responses to %(versions)s."
    )
    VERSIONS_POOLED = (
        "Several versions of the questionnaire were answered: %(versions)s. What they ask in the "
        "same words is counted together."
    )
    ASKED_OTHERWISE = (
        "Asked in other words in an older version, or by it alone, and therefore counted apart: "
        "%(questions)s."
    )
    NO_DATE = "Responses without a date, which belong to no month and no period: %(responses)s."
    UNDATED_ROWS = (
        "Responses without a date, which belong to no month and no period: %(responses)s. Rows:"
        " %(rows)s."
    )
    NAMELESS_ROWS = (
        "Responses that name no service point, although others do: %(responses)s. Rows: %(rows)s."
    )
    CLOCK_AHEAD = (
        "Responses whose day comes after that of their sending, as where the clock of a device runs"
        " ahead: %(responses)s. Rows: %(rows)s."
    )
    PERHAPS_UNSENT = (
        "Responses that may have been begun and not sent, as “%(column)s” holds an earlier page"
        " than that of others, or none: %(responses)s. Delete those that were not sent. Rows:"
        " %(rows)s."
    )
    NO_STRATA = (
        "The plan's sampling groups (%(columns)s) are not in the data; "
        "all responses count as one group."
    )
    NO_STRATUM_NAME = (
        "Responses that name no sampling group, and form one of their own: %(responses)s."
    )
    COLUMNS_IGNORED = "Columns of the file that were not read: %(columns)s."
    POINTS_UNREAD = (
        "No column is known to hold service points, so the answers are not told apart by them. "
        "These may: %(columns)s. If one does, say so in a mapping (python -m analysis map); if "
        "not, write “none” for it there."
    )
    BARE_NUMBERS = (
        "Answers stand in the file as bare numbers: %(least)s was read as “%(first)s”, %(most)s as "
        "“%(last)s”. If they mean something else, say so in a mapping (python -m analysis map)."
    )
    ZEROS = (
        "“0” was read as the answer that a criterion does not apply, not as a rating, in the "
        "columns %(columns)s. If it is a rating, say in a mapping what each number means. Rows: "
        "%(rows)s."
    )
    FACTS_ABSENT = "Questions that the file has no column for: %(questions)s."
    ITEMS_NOT_ASKED = (
        "Criteria that nobody was asked: %(questions)s. Every figure rests on the others alone. An "
        "index that lacks one of its criteria is not the plan's: it is held against no target and "
        "has no verdict."
    )
    NOT_ASKED = "Nobody was asked this."
    PARTLY_ASKED = (
        "Of its criteria %(asked)s of %(items)s were asked. This is the share of those alone: it "
        "cannot be compared with the share of all of them, nor with a target of theirs."
    )
    MAPPED = "What columns and cells mean was said by the mapping “%(mapping)s”."
    OTHER_SHEETS = "Only the sheet “%(sheet)s” of the workbook was read, not %(others)s."
    HIDDEN_SHEETS = "Sheets that the workbook hides were not read: %(sheets)s."
    HIDDEN_ROWS = (
        "%(responses)s responses stand in rows that the workbook hides or filters out, and are"
        " counted like the others. Rows: %(rows)s."
    )
    ROWS_ABOVE = "Headings were read from row %(row)s of the file; nothing above it was read."
    NAMES_JOINED = "Names that look alike were read as one: %(names)s."
    DAY_FIRST = "No date tells whether day or month stands first; they were read as day/month/year."
    MONTH_FIRST = (
        "No date tells whether day or month stands first; they were read as month/day/year, as the "
        "survey program of this file writes them."
    )
    SAME_RESPONSES = (
        "Responses that are equal to an earlier one in their moment and in all answers, and "
        "are counted: %(responses)s. Nothing tells whether they are the same ones once more. "
        "Rows: %(rows)s."
    )
    NUMBERS_BEGIN_AGAIN = (
        "The numbers under “%(column)s” stand there again beside other answers, as where each"
        " service point or day begins with 1; so they tell no response from another, and none is"
        " left out for them."
    )
    SAME_BLOCK = (
        "Rows %(rows)s say the same as rows %(first)s, one after the other, as if a table had been"
        " pasted twice. They are counted, as was asked."
    )
    REPEATED_ROWS = (
        "Nearly everything that is said in the file, or in one month or service point of it, "
        "stands there %(times)s times, as if a table had been pasted %(times)s times and sorted. "
        "All of them are counted, as was asked."
    )
    SHORT_HISTORY = (
        "The usual level comes from %(months)s months; below %(least)s it is uncertain itself, "
        "and the alarm sounds too often. The cumulated sum is the quieter chart."
    )
    HIDDEN_TO_PROTECT_OTHERS = (
        "No result is shown here, so that the results hidden elsewhere cannot be worked out by "
        "subtraction."
    )
    DISCLOSIVE_WITH_EARLIER_REPORTS = (
        "Not to be told yet: with the reports that were published before, it would show what a few "
        "people answered."
    )
    MEAN_OF_CODES = (
        "A mean of the marks' codes, not a share of people or answers: "
        "it depends on the numbers that were given to the answers."
    )
    MEAN_OF_SHARES = (
        "A plain mean of shares, each counted alike however many answered; "
        "its symmetric interval is too narrow near 100 %%."
    )
    ITEMS_LEFT_OUT = "Nobody answered %(items)s of the criteria; they are left out."
    NO_SPREAD = (
        "All respondents agree, so the standard error is 0; "
        "this is no certainty, and no interval is given."
    )
    BEYOND_SCALE = (
        "The interval reaches past an end of the scale, because it is symmetric; "
        "it is shown as computed."
    )
    ASSOCIATION = (
        "An association, not a cause. The interval takes persons as independent and is "
        "approximate where many marks are equal."
    )
    NO_ASSOCIATION = "The marks do not differ enough to show what goes together with what."
    FEW_TOGETHER = (
        "Fewer than %(least)s people answered this and another criterion, so what it goes together "
        "with is not shown."
    )
    CELLS_COLLAPSED = (
        "Groups by %(margin)s with fewer than %(least)s respondents, or whose respondents would "
        "each stand for more than %(most)s times the mean, were weighted together: %(cells)s."
    )
    UNEVEN_WEIGHTS = (
        "The largest weight is %(times)s times the mean. The interval leaves room for one more "
        "person who weighs as much, so that it is wide; it holds where nobody who could have been "
        "asked weighs more."
    )
    WEIGHTS_TRIMMED = (
        "Weights above %(most)s times the mean, the largest %(times)s times, were cut to that"
        " and the difference shared out: %(weights)s. Who had them counts for less than they "
        "say."
    )
    PLAIN_WITHHELD = (
        "The figures without weights are not given: beside the weighted ones they would tell "
        "results that are held back."
    )
    STRATA_WITHHELD = (
        "Standard errors do not go by sampling groups: they would tell results that are held back."
    )
    CASES_WITHOUT_MONTHS = (
        "The case counts name no months; they are taken to be those of this report's period."
    )
    CASES_MADE_UP = (
        "The case counts are made up, for a demonstration, as is all that was worked out from them."
    )
    CASES_COUNTED_FROM = (
        "The share of cases that answered is that of the cases from %(month)s on: before that "
        "month nobody of this period answered, and no cases were entered."
    )
    INDICES_WEIGHTED = (
        "The indices alone are weighted to the cases, by service points, and their standard errors "
        "alone go by these. Criteria, their groups and all lists are of the answers as given, and "
        "so do not add up to the indices: weighted as well, they would tell, beside the reports of "
        "the months, results that are held back."
    )
    NOT_WEIGHTED = (
        "Nothing is weighted to the cases: beside the reports of the months, weights would tell "
        "results that are held back."
    )
    CASES_NOT_USED = (
        "Case counts were entered, but are not used, as they do not fit the responses: those of"
        " %(cells)s are missing or smaller than the responses. So nothing is weighted, and the"
        " share of cases that answered cannot be given."
    )
    SILENT_BELOW_NOBODY = (
        "Those who did not answer cannot be %(points)s points lower than this figure."
    )
    TOO_FEW_TO_COMPARE = (
        "Nothing to compare: fewer than two service points have ten respondents or more."
    )
    NAMES_SUPPRESSED = (
        "Not to be told of %(names)s: it would give away results that are held back, so that "
        "nobody's answer is told."
    )
    NO_ALARM_YET = (
        "%(months)s months have answers, too few to call any level usual. An alarm needs more "
        "than %(least)s, so only the picture is given."
    )
    TOO_FEW_MONTHS = (
        "A change over months takes at least %(least)s months with answers; months here:"
        " %(months)s."
    )
    SHORT_TREND = (
        "A trend over %(months)s months says little: with fewer than %(least)s, one unusual "
        "month makes it."
    )
    MASKED_END = (
        "Fewer than %(least)s people, nearly all alike: only "
        "“%(sign)s\N{NO-BREAK SPACE}%(end)s” is shown, so that nobody's answer is told."
    )
    MODES_TOGETHER = (
        "These figures put together several ways of answering: %(modes)s. "
        "People who answer in another way may be other people: see each way by itself."
    )
    PERIOD_NOT_FIXED = (
        "This period is no calendar month, quarter or year and not the plan's: do not publish "
        "it beside another report, for the difference may show what a few people answered."
    )
    NOT_FOR_PUBLICATION = (
        "Not to be published: this report was made for whoever keeps the database. Beside the "
        "published reports it may show what a few people answered."
    )
    LEVELS_TOLD_ONCE = (
        "How many gave each level is told once, in the report of the plan's whole period or of a "
        "calendar year: told of each month as well, it would show what a few people answered."
    )
    COUNTED_ALIKE = (
        "People are counted here one by one, without the weights of the figures above: so these "
        "counts are those of the unweighted share."
    )
    NOTHING_THEN = (
        "Of %(begins)s to %(ends)s there is nothing to compare with: no report of that time "
        "was published."
    )
    TOO_FEW_THEN = (
        "Of %(begins)s to %(ends)s there is nothing to compare with: too few responses of that time"
        " are known here."
    )
    CASES_UNKNOWN_THEN = (
        "Of %(begins)s to %(ends)s there is nothing to compare with: too few responses of that time"
        " are known here, or not how many cases it had."
    )
    ASKED_OTHERWISE_THEN = (
        "Not compared: what this index pools was then asked in other words, or was not the same "
        "criteria."
    )
    WEIGHTED_OTHERWISE_THEN = (
        "Not compared: one of the two figures is weighted to the cases, and the other is not."
    )
    NO_FIGURE_TO_COMPARE = "Not compared: one of the two figures is not shown, or has no interval."
    COUNTS_HIDDEN = (
        "“…” stands for an answer that few people gave, and for others whose numbers would tell it."
    )


# What tells of responses that no figure counts.
LEFT_OUT = frozenset({CaveatCode.OTHER_SCALE, CaveatCode.OTHER_QUESTIONNAIRES})


@dataclass(frozen=True)
class Caveat:
    """A doubt as a value; its words are the renderer's matter.

    Attributes
    ----------
    code : CaveatCode
    values : Mapping of str to int, float, str or tuple of Wording
        What the sentence names, by its placeholder; questions by their wordings.
    """

    code: CaveatCode
    values: Mapping[str, float | str | tuple[Wording, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.values.items()))))

    def __str__(self) -> str:
        return self.code.value % self.values_in("en")

    def values_in(self, language: str) -> dict[str, float | str]:
        """Return what the sentence names, questions in a language."""
        return {
            name: _together(value, language) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }


def _together(wordings: Sequence[Wording], language: str) -> str:
    return "; ".join(wording.in_language(language).text.rstrip(".") for wording in wordings)


def other_questionnaires(responses: Mapping[str, int]) -> Caveat:
    """Return the doubt of responses that were left out, counted by their questionnaire's name."""
    names = ", ".join(sorted(responses))
    values: dict[str, float | str] = {"responses": sum(responses.values()), "names": names}
    return Caveat(CaveatCode.OTHER_QUESTIONNAIRES, values)


def other_scales(responses: Mapping[str, int]) -> Caveat:
    """Return the doubt of responses to versions with another scale, counted by their names."""
    of_each = (f"{name} ({count})" for name, count in sorted(responses.items()))
    versions = ", ".join(responses if len(responses) == 1 else of_each)
    values: dict[str, float | str] = {"responses": sum(responses.values()), "versions": versions}
    return Caveat(CaveatCode.OTHER_SCALE, values)


def names_joined(spellings: Sequence[Sequence[str]]) -> Caveat:
    """Return the doubt of names that stand in a file in several spellings, each with its own."""
    together = [" = ".join(f"“{quoted(each)}”" for each in names) for names in spellings]
    more = ["…"] if len(together) > _MOST_NAMED else []
    return Caveat(CaveatCode.NAMES_JOINED, {"names": "; ".join(together[:_MOST_NAMED] + more)})
