"""The tables, each column with its class: what it could tell about a citizen."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
)


class DataClass(StrEnum):
    """What a column could tell about a citizen who answered."""

    NOTHING = "nothing"  # about the office, its counters and what it asks
    RANDOM = "random"  # the same for everybody: it tells one row from another and no more
    DAY = "day"  # on which day somebody answered
    MONTH = "month"  # in which month somebody answered
    TALLY = "tally"  # how many answered, and nothing of who or what
    COUNTED = "counted"  # that a page was sent, for whoever kept it, and no more
    PLACE = "place"  # at which counter somebody answered
    FORM = "form"  # which page somebody was shown
    ANSWER = "answer"  # what somebody chose
    WORDS = "words"  # what somebody wrote
    PUBLISHED = "published"  # what was told to everybody about many who answered
    SHEET = "sheet"  # on which sheet of paper an answer stands
    STAFF = "staff"  # about a member of staff, never a citizen
    SECRET = "secret"  # noqa: S105 - opens something for whoever knows what it was made from


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

NOTHING = {"class": DataClass.NOTHING}
PLACE = {"class": DataClass.PLACE}
STAFF = {"class": DataClass.STAFF}
SECRET = {"class": DataClass.SECRET}

OFFICE = Table(
    "office",
    METADATA,
    # There is one office: a second row would have to be number 1 as well.
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, info=NOTHING),
    Column("name", Text, nullable=False, info=NOTHING),
    Column("public_address", Text, info=NOTHING),
    Column("contact", Text, nullable=False, info=NOTHING),
    Column("questionnaire", Text, nullable=False, info=NOTHING),
    Column("plan", Text, nullable=False, info=NOTHING),
    Column("is_demo", Boolean, nullable=False, info=NOTHING),
)

# What the office writes above and below its reports; without a row nothing of it is known.
LETTERHEAD = Table(
    "letterhead",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, info=NOTHING),
    Column("superior", Text, nullable=False, info=NOTHING),
    Column("agency", Text, nullable=False, info=NOTHING),
    Column("abbreviation", Text, nullable=False, info=NOTHING),
    Column("place", Text, nullable=False, info=NOTHING),
    Column("authority", Text, nullable=False, info=NOTHING),
    Column("signer_title", Text, nullable=False, info=NOTHING),
    Column("signer", Text, nullable=False, info=STAFF),
    # A line each.
    Column("recipients", Text, nullable=False, info=NOTHING),
    Column("addressees", Text, nullable=False, server_default="", info=NOTHING),
)

# What belongs to the database and not to the office.
INSTALLATION = Table(
    "installation",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, info=NOTHING),
    # A hash of the file of keys, which tells nothing of them but whether they are those.
    Column("key_fingerprint", Text, info=NOTHING),
    # The day of the last good copy.
    Column("copied_on", Date, info=NOTHING),
    # The hash of the record of the report that was published last; empty before there is one.
    Column("last_publication", Text, nullable=False, server_default="", info=NOTHING),
)

SERVICE_POINT = Table(
    "service_point",
    METADATA,
    Column("id", Integer, primary_key=True, info=NOTHING),
    Column("name", Text, nullable=False, info=NOTHING),
    Column("field", Text, nullable=False, info=NOTHING),
    Column("place", Text, nullable=False, info=NOTHING),
    Column("closed_on", Date, info=NOTHING),
)

POSTER = Table(
    "poster",
    METADATA,
    Column(
        "code",
        Text,
        CheckConstraint("length(code) = 8", name="code"),
        primary_key=True,
        info=NOTHING,
    ),
    Column("service_point", ForeignKey("service_point.id"), nullable=False, info=NOTHING),
    Column("mode", Text, nullable=False, info=NOTHING),
    Column("printed_on", Date, info=NOTHING),
    Column("withdrawn_on", Date, info=NOTHING),
    # In seconds; none while it is in use, and where it takes nothing any more from that moment.
    Column("answers_until", Integer, info=NOTHING),
    # Why it takes nothing any more, in the words of staff; empty where nobody misused it.
    Column("misuse", Text, nullable=False, server_default="", info=STAFF),
    sqlite_with_rowid=False,
)

# What may answer under the code of a kiosk. No column says when it was last used: that would tell
# when somebody answered.
TABLET = Table(
    "tablet",
    METADATA,
    Column("id", Integer, primary_key=True, info=NOTHING),
    Column("code", ForeignKey("poster.code"), nullable=False, info=NOTHING),
    Column("name", Text, nullable=False, info=NOTHING),
    Column(
        "key_hash",
        LargeBinary(32),
        CheckConstraint("length(key_hash) = 32", name="key_hash"),
        nullable=False,
        unique=True,
        info=SECRET,
    ),
    Column("enrolled_on", Date, nullable=False, info=NOTHING),
)

PUBLISHED_TEXT = Table(
    "published_text",
    METADATA,
    Column("kind", Text, primary_key=True, info=NOTHING),
    Column("name", Text, primary_key=True, info=NOTHING),
    Column(
        "sha256",
        Text,
        CheckConstraint("length(sha256) = 64", name="sha256"),
        nullable=False,
        info=NOTHING,
    ),
    Column("text", Text, nullable=False, info=NOTHING),
    sqlite_with_rowid=False,
)

# The plans that the office followed, the present one last: that of last year keeps its targets
# though another one is followed by now.
FOLLOWED_PLAN = Table(
    "followed_plan",
    METADATA,
    Column("number", Integer, primary_key=True, info=NOTHING),
    Column("plan", Text, nullable=False, info=NOTHING),
)

# The reports of closed periods, as they were made: read by all that shows a figure, never changed.
PUBLICATION = Table(
    "publication",
    METADATA,
    Column("begins", Date, primary_key=True, info=NOTHING),
    Column("ends", Date, primary_key=True, info=NOTHING),
    # From 1: a report that is made anew stands beside the one before it.
    Column(
        "number",
        Integer,
        CheckConstraint("number > 0", name="number"),
        primary_key=True,
        info=NOTHING,
    ),
    Column("made_on", Date, nullable=False, info=NOTHING),
    Column("reason", Text, nullable=False, info=NOTHING),
    Column("questionnaire", Text, nullable=False, info=NOTHING),
    Column("plan", Text, nullable=False, info=NOTHING),
    Column("software", Text, nullable=False, info=NOTHING),
    Column(
        "sha256",
        Text,
        CheckConstraint("length(sha256) = 64", name="sha256"),
        nullable=False,
        info=NOTHING,
    ),
    Column("report", LargeBinary, nullable=False, info={"class": DataClass.PUBLISHED}),
    # The names of the service points, the hashes of the texts and those of the answers of each
    # month, and the names of the plans followed, all of then, as JSON.
    Column("context", Text, nullable=False, server_default="", info=NOTHING),
    # Each record has the hash of the one before it and its own, of all columns but the report.
    Column("previous", Text, nullable=False, server_default="", info=NOTHING),
    Column("record_sha256", Text, nullable=False, server_default="", info=NOTHING),
    sqlite_with_rowid=False,
)

# Reports to be made anew. One is taken out with the report that it asked for, in one transaction.
PUBLICATION_ORDER = Table(
    "publication_order",
    METADATA,
    Column("begins", Date, primary_key=True, info=NOTHING),
    Column("ends", Date, primary_key=True, info=NOTHING),
    Column("reason", Text, nullable=False, info=NOTHING),
    sqlite_with_rowid=False,
)

# Every file of published reports that was made, with whatever letterhead, by whatever version.
REPORT_FILE = Table(
    "report_file",
    METADATA,
    Column(
        "sha256",
        Text,
        CheckConstraint("length(sha256) = 64", name="sha256"),
        primary_key=True,
        info=NOTHING,
    ),
    Column("made_on", Date, nullable=False, info=NOTHING),
    sqlite_with_rowid=False,
)

# Files of case counts as they were taken in. One that somebody took back stays, marked as undone.
CASE_IMPORT = Table(
    "case_import",
    METADATA,
    Column(
        "number",
        Integer,
        CheckConstraint("number > 0", name="number"),
        primary_key=True,
        info=NOTHING,
    ),
    Column("made_on", Date, nullable=False, info=NOTHING),
    Column("made_by", Text, nullable=False, info=STAFF),
    Column("is_made_up", Boolean, nullable=False, info=NOTHING),
    Column("undone_on", Date, info=NOTHING),
    Column("undone_by", Text, nullable=False, info=STAFF),
)

# How many cases a service point had in a month, of all people, whether they answered or not.
CASE_COUNT = Table(
    "case_count",
    METADATA,
    Column("import_number", ForeignKey("case_import.number"), primary_key=True, info=NOTHING),
    Column("service_point", ForeignKey("service_point.id"), primary_key=True, info=NOTHING),
    # By its first day.
    Column("month", Date, primary_key=True, info=NOTHING),
    Column(
        "cases",
        Integer,
        CheckConstraint("cases >= 0", name="cases"),
        nullable=False,
        info=NOTHING,
    ),
    sqlite_with_rowid=False,
)


def _key() -> Column[bytes]:
    return Column(
        "key",
        LargeBinary(16),
        CheckConstraint("length(key) = 16", name="key"),
        primary_key=True,
        info={"class": DataClass.RANDOM},
    )


def _responses(name: str, *came: Column[bytes] | Column[date]) -> Table:
    # WITHOUT ROWID: an ordinary table numbers its rows in the order in which they came.
    return Table(
        name,
        METADATA,
        *came,
        Column(
            "service_point",
            ForeignKey("service_point.id"),
            nullable=False,
            info=PLACE,
        ),
        Column("field", Text, nullable=False, info=PLACE),
        # A trial is never stored, whatever the program above thinks.
        Column(
            "mode",
            Text,
            CheckConstraint("mode <> 'trial'", name="mode"),
            nullable=False,
            info={"class": DataClass.FORM},
        ),
        Column("questionnaire", Text, nullable=False, info={"class": DataClass.FORM}),
        Column("plan", Text, nullable=False, info={"class": DataClass.FORM}),
        Column("language", Text, nullable=False, info={"class": DataClass.FORM}),
        Column(
            "answers",
            Text,
            # Without a mark it is a comment alone, and nothing at all is not kept.
            CheckConstraint(
                "answers <> '' AND replace(answers, '-', '') || comment <> ''", name="answers"
            ),
            nullable=False,
            info={"class": DataClass.ANSWER},
        ),
        Column("comment", Text, nullable=False, info={"class": DataClass.WORDS}),
        sqlite_with_rowid=False,
    )


def is_marked(responses: Table) -> ColumnElement[bool]:
    """Return whether a row answers a question.

    A comment alone does not: whoever wrote it is no respondent, and is counted nowhere.
    """
    return func.replace(responses.c.answers, "-", "") != ""


# Of days that are not closed yet.
INBOX = _responses(
    "inbox",
    _key(),
    Column("day", Date, nullable=False, info={"class": DataClass.DAY}),
)
# Of closed days, by month: no column, and no place in the file, tells of which day a row is.
RESPONSE = _responses(
    "response",
    Column(
        "month",
        Date,
        CheckConstraint("strftime('%d', month) = '01'", name="month"),
        primary_key=True,
        info={"class": DataClass.MONTH},
    ),
    _key(),
)

# How many of the sealed responses came on each day: all that is left of the days.
DAY_COUNT = Table(
    "day_count",
    METADATA,
    Column("day", Date, primary_key=True, info={"class": DataClass.DAY}),
    Column("service_point", ForeignKey("service_point.id"), primary_key=True, info=PLACE),
    Column(
        "responses",
        Integer,
        CheckConstraint("responses > 0", name="responses"),
        nullable=False,
        info={"class": DataClass.TALLY},
    ),
    sqlite_with_rowid=False,
)

# Which visits have a response, and not which response: that has a random key of its own. Each goes
# when it can no longer be sent.
COUNTED_VISIT = Table(
    "counted_visit",
    METADATA,
    Column(
        "key",
        LargeBinary(16),
        CheckConstraint("length(key) = 16", name="key"),
        primary_key=True,
        info={"class": DataClass.COUNTED},
    ),
    # The page itself says as much: it follows from the hour at which it was opened.
    Column("last_month", Date, nullable=False, info={"class": DataClass.COUNTED}),
    sqlite_with_rowid=False,
)

DAY_SEAL = Table(
    "day_seal",
    METADATA,
    Column("day", Date, primary_key=True, info=NOTHING),
    sqlite_with_rowid=False,
)

# One row, changed once a day: what the clock is compared with at the next start.
CLOCK_DAY = Table(
    "clock_day",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, info=NOTHING),
    Column("day", Date, nullable=False, info=NOTHING),
    Column("is_doubted", Boolean, nullable=False, info=NOTHING),
)

STAFF_ACCOUNT = Table(
    "staff_account",
    METADATA,
    Column("id", Integer, primary_key=True, info=STAFF),
    Column("name", Text, nullable=False, unique=True, info=STAFF),
    Column("password_hash", Text, nullable=False, info=SECRET),
    # The day on which a link last gave it another password.
    Column("renewed_on", Date, info=STAFF),
)

# Moments of staff are whole seconds since 1970: they are compared, never shown.
SETUP_LINK = Table(
    "setup_link",
    METADATA,
    Column("hash", LargeBinary(32), primary_key=True, info=SECRET),
    Column("expires", Integer, nullable=False, info=STAFF),
    # The account that it renews; none for a new one.
    Column("account", ForeignKey("staff_account.id", ondelete="CASCADE"), info=STAFF),
    sqlite_with_rowid=False,
)

# What was printed, counted and signed for a batch of paper forms: numbers of sheets, no answer.
PAPER_BATCH = Table(
    "paper_batch",
    METADATA,
    Column("number", Text, primary_key=True, info=NOTHING),
    Column("service_point", ForeignKey("service_point.id"), nullable=False, info=NOTHING),
    Column("field", Text, nullable=False, info=NOTHING),
    Column("questionnaire", Text, nullable=False, info=NOTHING),
    Column("plan", Text, nullable=False, info=NOTHING),
    Column(
        "copies",
        Integer,
        CheckConstraint("copies > 0", name="copies"),
        nullable=False,
        info=NOTHING,
    ),
    Column("printed_on", Date, nullable=False, info=NOTHING),
    Column("found", Integer, info=NOTHING),
    Column("ended_early", Boolean, nullable=False, info=NOTHING),
    Column("abandoned_on", Date, info=NOTHING),
    sqlite_with_rowid=False,
)

# A sheet as typed. All of a batch go at its sign-off or when it is given up, and no backup and no
# export has them: the number on a sheet must not lead to a stored answer.
PAPER_DRAFT = Table(
    "paper_draft",
    METADATA,
    Column("batch", ForeignKey("paper_batch.number"), primary_key=True, info=PLACE),
    Column(
        "sheet",
        Integer,
        CheckConstraint("sheet > 0", name="sheet"),
        primary_key=True,
        info={"class": DataClass.SHEET},
    ),
    Column("entry", Text, primary_key=True, info=NOTHING),
    Column("is_spoiled", Boolean, nullable=False, info={"class": DataClass.ANSWER}),
    Column("answers", Text, nullable=False, info={"class": DataClass.ANSWER}),
    Column("comment", Text, nullable=False, info={"class": DataClass.WORDS}),
    Column("typed_by", ForeignKey("staff_account.id"), nullable=False, info=STAFF),
    sqlite_with_rowid=False,
)

PAPER_SIGN_OFF = Table(
    "paper_sign_off",
    METADATA,
    # One a batch: signed twice at once, the second finds the first.
    Column("batch", ForeignKey("paper_batch.number"), primary_key=True, info=NOTHING),
    *(
        Column(name, Integer, nullable=False, info=NOTHING)
        for name in ("copies", "found", "typed", "blank", "spoiled", "compared", "differing")
    ),
    Column("is_by_one_person", Boolean, nullable=False, info=STAFF),
    Column("reason", Text, nullable=False, info=STAFF),
    Column("signed_by", Text, nullable=False, info=STAFF),
    Column("signed_on", Date, nullable=False, info=NOTHING),
    sqlite_with_rowid=False,
)
