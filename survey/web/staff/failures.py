"""Why a report could not be made, or none can be at all, and what is to be done."""

from survey.domain.errors import (
    FollowedPlansAltered,
    PublicationsBroken,
    PublicationsDeleted,
    PublishedTextAltered,
    RestorationsUnreadable,
    SurveyError,
)
from survey.limits import TASK_SECONDS
from survey.services.making import Failure
from survey.web.staff.pages import said
from templates.languages import N_

_AGAIN = N_("It is tried again every ten minutes.")
_TELL = N_(
    "If this still stands here tomorrow, tell whoever runs the server: the log has the reason."
)
_FAILURES = {
    Failure.NOT_STORED: (
        N_(
            "Nothing of it is stored: the disk is full or takes nothing, or another program holds "
            "the database."
        ),
        _AGAIN,
        N_("Tell whoever runs the server."),
    ),
    Failure.DISK: (
        N_("The disk is full, or the program may not write into the folder of the data."),
        _AGAIN,
        N_("Tell whoever runs the server."),
    ),
    Failure.TOO_LONG: (N_("After %(minutes)s minutes the making was stopped."), _AGAIN, _TELL),
    Failure.ALTERED: (
        N_(
            "An earlier report is not what it was when it was made, and a new one is made beside "
            "the earlier ones."
        ),
        _AGAIN,
        N_("Tell whoever runs the server: a copy of the database from before helps."),
    ),
    Failure.TEXT_ALTERED: (
        N_(
            "A questionnaire or plan is not stored any more as it was published, and reports are "
            "made by it."
        ),
        _AGAIN,
        N_("Tell whoever runs the server: a copy of the database from before helps."),
    ),
    Failure.FEW_OTHERS: (
        N_(
            "Since the earlier report a few people came to belong to this period or no longer do, "
            "because days were put right. Whoever subtracted the two reports could read what these "
            "few answered. So the earlier report stays the last one of this period."
        ),
    ),
    Failure.UNKNOWN: (N_("Something broke while it was being made."), _AGAIN, _TELL),
}


_DAMAGES: dict[type[SurveyError], str] = {
    PublicationsBroken: N_(
        "No report is made: just before or after the report of %(periods)s others were deleted "
        "from the database, altered or put in, and each new one is made beside all the earlier "
        "ones. Tell whoever runs the server: a copy of the database from before helps."
    ),
    PublicationsDeleted: N_(
        "No report is made: the published ones were deleted from the database or altered, and "
        "each new one is made beside all the earlier ones. Tell whoever runs the server: a copy "
        "of the database from before helps."
    ),
    FollowedPlansAltered: N_(
        "No report is made: the plans that the office followed are not stored as they were when "
        "the last report was made, and they say which period gets a verdict. Tell whoever runs "
        "the server: a copy of the database from before helps."
    ),
    RestorationsUnreadable: N_(
        "No report is made: restored.json in the folder of the data, which tells what copies "
        "took the place of the database, cannot be read. Tell whoever runs the server: the file "
        "is to be put right, or deleted if nobody has a report that was published after such a "
        "copy was made."
    ),
    PublishedTextAltered: N_(
        "No report is made: %(name)s is not stored any more as it was published, and reports "
        "take questions and targets from there. Tell whoever runs the server: a copy of the "
        "database from before helps."
    ),
}


def why_not_made(failure: Failure) -> str:
    """Return why something could not be made, and what is to be done."""
    minutes = f"{TASK_SECONDS / 60:g}"
    return " ".join(said(sentence, minutes=minutes) for sentence in _FAILURES[failure])


def why_none_is_made(error: SurveyError) -> str:
    """Return what prevents every report, and what is to be done."""
    return said(_DAMAGES[type(error)], **vars(error))
