"""A visit as a token: what the page carries, signed so that nobody else can make one."""

from datetime import UTC, datetime
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from survey.domain.errors import VisitUnreadable
from survey.domain.modes import Mode
from survey.domain.visits import NONCE_BYTES, Visit
from survey.services.clock import VIETNAM
from survey.services.keys import Keys

_LONGEST_TOKEN = 1000
_HOUR_SECONDS = 3600


def sign_visit(keys: Keys, visit: Visit) -> str:
    """Return the token of a visit."""
    token = _serializer(keys).dumps(
        [
            visit.poster,
            visit.plan,
            visit.questionnaire,
            visit.language,
            visit.mode,
            int(visit.hour.timestamp()) // _HOUR_SECONDS,
            visit.nonce.hex(),
        ]
    )
    return token if isinstance(token, str) else token.decode("ascii")


def read_visit(keys: Keys, token: str) -> Visit:
    """Return the visit of a token; raise VisitUnreadable for anything that we did not sign."""
    if not token.isascii() or len(token) > _LONGEST_TOKEN:
        raise VisitUnreadable("this is no token of a visit")
    try:
        poster, plan, questionnaire, language, mode, hours, nonce = _serializer(keys).loads(token)
        visit = Visit(
            poster=poster,
            plan=plan,
            questionnaire=questionnaire,
            language=language,
            mode=Mode(mode),
            hour=datetime.fromtimestamp(hours * _HOUR_SECONDS, UTC).astimezone(VIETNAM),
            nonce=bytes.fromhex(nonce),
        )
    except (BadData, ValueError, TypeError):
        # A signed list of another shape was signed by another version of this program.
        raise VisitUnreadable("the token is altered or of another program") from None
    if len(visit.nonce) != NONCE_BYTES:
        raise VisitUnreadable("the token is of another program")
    return visit


def _serializer(keys: Keys) -> URLSafeSerializer:
    # Without a time of its own: the hour inside is all that a page may know.
    return URLSafeSerializer(
        keys.visit, salt="visit", signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"}
    )
