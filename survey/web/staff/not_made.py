"""What is said when a file that takes long could not be given."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

from survey.domain.errors import BackgroundFull, StillWorking, SurveyError, TaskFailed, TaskTooLong
from survey.limits import TASK_SECONDS
from survey.web.staff.pages import said, staff_page
from templates.languages import N_


@dataclass(frozen=True)
class _Reason:
    """Sentences in English, and after how many seconds trying again makes sense."""

    status: int
    heading: str
    happened: str
    advice: str
    retry_after: int | None = None


_REASONS = {
    BackgroundFull: _Reason(
        503,
        N_("The machine is busy with other files"),
        N_("Several large files are being made already, so this one was not begun."),
        N_("Please press again in a few minutes."),
        retry_after=60,
    ),
    StillWorking: _Reason(
        503,
        N_("The file is not ready yet"),
        N_("It is still being made."),
        N_("Please go back and press again in a minute: it is not begun anew."),
        retry_after=30,
    ),
    TaskTooLong: _Reason(
        503,
        N_("This takes too long"),
        N_("After %(minutes)s minutes the making of the file was stopped."),
        N_(
            "Please ask for less at once, or try when the machine has less to do. Whoever runs the "
            "server can make the same file by a command, which takes its time."
        ),
    ),
    TaskFailed: _Reason(
        500,
        N_("The file could not be made"),
        N_("Something broke while it was being made; the log of the server says where."),
        N_("Please go back and press again. If it fails again, tell whoever runs the server."),
    ),
}
REASONS: tuple[type[SurveyError], ...] = tuple(_REASONS)


def not_made(error: SurveyError) -> Response:
    """Say why there is no file, and what to do."""
    reason = _REASONS[type(error)]
    response = staff_page(
        "staff/not_made.html",
        reason.status,
        heading=said(reason.heading),
        happened=said(reason.happened, minutes=f"{TASK_SECONDS / 60:g}"),
        advice=said(reason.advice),
    )
    if reason.retry_after is not None:
        response.headers["Retry-After"] = str(reason.retry_after)
    return response
