"""What is said when something cannot be done: what happened, what was stored, what to do.

The codes are permanent: an office looks them up in its handbook, and a person can say them on the
telephone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from survey.domain import errors
from templates.languages import N_, translations

_NOTHING = N_("Nothing was stored.")


@dataclass(frozen=True)
class Notice:
    """Sentences in English, to be translated before they are shown.

    Attributes
    ----------
    code : str
        Permanent; HL-SUB about sending answers, HL-POS about posters, HL-WEB about anything else.
    status : int
        Of the HTTP answer.
    title, happened, stored, advice : str
    retry_after : int or None
        Seconds after which trying again makes sense; None where it makes none.
    is_code_told : bool
        Whether the page shows the code; False where nobody has to be asked for help.
    """

    code: str
    status: int
    title: str
    happened: str
    advice: str
    stored: str = _NOTHING
    retry_after: int | None = None
    is_code_told: bool = True

    def in_language(self, language: str) -> "Notice":
        """Return the same notice in the words of a language."""
        _ = translations(language).gettext
        return replace(
            self,
            title=_(self.title),
            happened=_(self.happened),
            stored=_(self.stored),
            advice=_(self.advice),
        )


_MARKED = N_("What you marked is still here.")
_PAGE_AGAIN = N_("Please check it and press “Send answers” again.")

NOTHING_CHOSEN = Notice(
    "HL-SUB-01", 422, N_("Mark an answer or write something first"),
    N_("Nothing is marked or written yet."),
    N_("One answer, or a few words, is enough; everything else may be left out."),
    is_code_told=False,
)  # fmt: skip
INVALID_ANSWERS = Notice(
    "HL-SUB-02", 422, N_("Some answers could not be accepted"), _MARKED,
    N_("Please choose again at the questions listed below."),
)  # fmt: skip
COMMENT_TOO_LONG = Notice(
    "HL-SUB-03", 422, N_("The comment is too long"), _MARKED,
    N_("Please shorten the comment and press “Send answers” again."),
)  # fmt: skip
VISIT_UNREADABLE = Notice(
    "HL-SUB-04", 400, N_("This page was damaged on its way"),
    N_("Part of the page was lost or changed on its way. What you marked is still here."),
    _PAGE_AGAIN,
)  # fmt: skip
VISIT_EXPIRED = Notice(
    "HL-SUB-05", 409, N_("This page was opened too long ago"),
    N_("It was opened more than 30 days ago. What you marked is still here."), _PAGE_AGAIN,
)  # fmt: skip
VISIT_OUTDATED = Notice(
    "HL-SUB-06", 409, N_("The questions have changed"),
    N_("The office has published new questions. What you marked is kept where it still fits."),
    _PAGE_AGAIN,
)  # fmt: skip
NOT_STORED = Notice(
    "HL-SUB-07", 503, N_("Not saved yet"),
    N_("The server is busy at this moment."),
    N_("Do not close this page. Please wait a little and press “Send again”. "
       "However often you press, your answers are counted once."),
    stored=N_("Your answers are NOT yet saved."), retry_after=10,
)  # fmt: skip
PERHAPS_STORED = replace(
    NOT_STORED, code="HL-SUB-08", status=500, title=N_("Perhaps not saved yet"),
    happened=N_("Something went wrong while your answers were being saved."),
    stored=N_("We do not know whether they are saved."),
)  # fmt: skip

IDENTIFIERS = Notice(
    "HL-SUB-09", 200, N_("Your words may show who you are"),
    N_("The office reads your words just as you write them."),
    N_("You can have what is marked removed, send everything as written, "
       "or change your words further down."),
)  # fmt: skip
TOO_SOON = Notice(
    "HL-SUB-10", 429, N_("A moment, please"),
    N_("Somebody has just answered on this device. What you marked is still here."), _PAGE_AGAIN,
    stored=N_("Your answers are NOT yet saved."), retry_after=30,
)  # fmt: skip

UNKNOWN_CODE = Notice(
    "HL-POS-01", 404, N_("No poster has this code"),
    N_("This code is not one of ours, or a letter of it is damaged or mistyped."),
    N_("Please look at the poster and type the code that is printed on it."),
)  # fmt: skip
POSTER_WITHDRAWN = Notice(
    "HL-POS-06", 410, N_("This poster is not in use any more"),
    N_("It no longer takes answers."),
    N_("If you would like to say something, please ask at the counter."),
)  # fmt: skip
POSTER_REPLACED = Notice(
    "HL-POS-02", 410, N_("This poster has been replaced"),
    N_("It no longer takes answers."),
    N_("Please scan the new code at the counter."),
)  # fmt: skip
POINT_CLOSED = Notice(
    "HL-POS-03", 200, N_("This counter is not asking at present"),
    N_("The office has closed the survey at this counter."),
    N_("If you were served at another counter, please scan the code there."),
)  # fmt: skip
TABLET_UNKNOWN = Notice(
    "HL-POS-04", 403, N_("This address is for the tablet at the counter"),
    N_("What you are using is not enrolled as that tablet."),
    N_("On a phone of your own, please scan the code on the poster at the counter. "
       "In front of the tablet, please tell staff."),
)  # fmt: skip
ENROLMENT_UNKNOWN = Notice(
    "HL-POS-05", 403, N_("The tablet is not enrolled yet"),
    N_("This code was mistyped, was used already, or is older than ten minutes."),
    N_("Please go back and look at it, or take a new one at the desk."),
)  # fmt: skip

BAD_REQUEST = Notice(
    "HL-WEB-01", 400, N_("This request cannot be read"),
    N_("Part of it was damaged or did not come from our page."),
    N_("Please go back, open the page again and try once more."),
)  # fmt: skip
NOT_FOUND = Notice(
    "HL-WEB-04", 404, N_("There is no such page"),
    N_("The address is wrong, or the page is no longer there."),
    N_("Please check the address, or go back to where you came from."),
)  # fmt: skip
WRONG_METHOD = Notice(
    "HL-WEB-05", 405, N_("This page cannot be opened"),
    N_("This address cannot be opened by itself."),
    N_("Please open the page again from its link."),
)  # fmt: skip
TOO_LATE = Notice(
    "HL-WEB-08", 408, N_("This took too long to arrive"),
    N_("What was sent did not arrive complete in time."),
    N_("Please check your connection, go back and send again."),
)  # fmt: skip
TOO_LARGE = Notice(
    "HL-WEB-13", 413, N_("This is too long"),
    N_("What was sent is larger than this page can take."),
    N_("Please go back, write less and send again."),
)  # fmt: skip
ADDRESS_TOO_LONG = replace(
    BAD_REQUEST, code="HL-WEB-14", status=414, title=N_("This address is too long")
)
WRONG_KIND = replace(BAD_REQUEST, code="HL-WEB-15", status=415)
WITHOUT_LENGTH = replace(BAD_REQUEST, code="HL-WEB-16", status=411)
FOREIGN_HOST = Notice(
    "HL-WEB-11", 400, N_("The survey is not at this address"),
    N_("You came by an address that is not the office's own."),
    N_("Please use the address that is printed on the poster."),
)  # fmt: skip
UNEXPECTED = Notice(
    "HL-WEB-50", 500, N_("Something went wrong here"),
    N_("It is not your fault; the office finds a note of it in its log."),
    N_("Please open the page again and look before you repeat it."),
    stored=N_("We do not know whether anything was stored."),
)  # fmt: skip
UNAVAILABLE = Notice(
    "HL-WEB-53", 503, N_("The survey cannot be opened just now"),
    N_("The server is busy, full or not yet set up."),
    N_("Please wait a little and try again."), retry_after=10,
)  # fmt: skip
STOPPING = Notice(
    "HL-WEB-54", 503, N_("The survey is being stopped or restarted"),
    N_("What was sent did not arrive complete, and nothing was stored."),
    N_("Please wait a little, go back and send again."), retry_after=10,
)  # fmt: skip
TOO_MANY_SIGN_INS = Notice(
    "HL-WEB-29", 429, N_("Too many sign-ins from this network"),
    N_("Somebody on the same network presses “Sign in” again and again."),
    N_("Please wait a minute and open the sign-in page again. A device on which you signed in "
       "before does not have to wait."), retry_after=60,
)  # fmt: skip

# To staff, who are at work and know whom to call.
FOREIGN_HOST_FOR_STAFF = replace(
    FOREIGN_HOST, code="HL-WEB-21", title=N_("The staff pages are not at this address"),
    happened=N_("You came by a name of this server that it does not know as the office's own."),
    advice=N_("Please open the staff pages at the office's own address, the one on the posters, "
              "with /can-bo after it. Whoever runs the server can change that address with "
              "hailong init."),
)  # fmt: skip
UNEXPECTED_FOR_STAFF = replace(
    UNEXPECTED, code="HL-WEB-60",
    happened=N_("It is not your fault; whoever runs the server finds a note of it in its log."),
)  # fmt: skip
UNAVAILABLE_FOR_STAFF = replace(
    UNAVAILABLE, code="HL-WEB-63", title=N_("The staff pages cannot be opened just now"),
    happened=N_("The server is busy, or its disk is full. What was saved before is still there."),
    advice=N_("Please wait a little and try again. If this page stays, tell whoever runs the "
              "server."),
)  # fmt: skip
NOT_SAVED_FOR_STAFF = replace(UNAVAILABLE_FOR_STAFF, code="HL-WEB-64", title=N_("Not saved yet"))
FOR_STAFF: Mapping[Notice, Notice] = {
    FOREIGN_HOST: FOREIGN_HOST_FOR_STAFF,
    UNEXPECTED: UNEXPECTED_FOR_STAFF,
    UNAVAILABLE: UNAVAILABLE_FOR_STAFF,
}

BY_STATUS: Mapping[int, Notice] = {
    notice.status: notice
    for notice in (
        BAD_REQUEST, NOT_FOUND, WRONG_METHOD, TOO_LARGE, ADDRESS_TOO_LONG,
        WRONG_KIND, UNEXPECTED, UNAVAILABLE,
    )
}  # fmt: skip

# Answers that come back to be looked over, on the same page.
BY_REFUSAL: Mapping[type[errors.SurveyError], Notice] = {
    errors.NothingChosen: NOTHING_CHOSEN,
    errors.InvalidAnswers: INVALID_ANSWERS,
    errors.CommentTooLong: COMMENT_TOO_LONG,
    errors.IdentifiersFound: IDENTIFIERS,
    errors.VisitUnreadable: VISIT_UNREADABLE,
    errors.VisitExpired: VISIT_EXPIRED,
    errors.VisitOutdated: VISIT_OUTDATED,
    errors.TooSoon: TOO_SOON,
}

BY_ERROR: Mapping[type[errors.SurveyError], Notice] = {
    errors.UnknownCode: UNKNOWN_CODE,
    errors.PosterWithdrawn: POSTER_WITHDRAWN,
    errors.PosterReplaced: POSTER_REPLACED,
    errors.ServicePointClosed: POINT_CLOSED,
    errors.TabletUnknown: TABLET_UNKNOWN,
    errors.EnrolmentUnknown: ENROLMENT_UNKNOWN,
    errors.UnknownServicePoint: NOT_FOUND,
    errors.NotStored: UNAVAILABLE,
    errors.NotSetUp: UNAVAILABLE,
    errors.StoreMissing: UNAVAILABLE,
    errors.StoreDamaged: UNAVAILABLE,
}
