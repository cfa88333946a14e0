"""A visit as a token: what the page carries, signed so that nobody else can make one."""

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode
from itsdangerous.signer import HMACAlgorithm

from survey.domain.errors import VisitUnreadable
from survey.domain.modes import Mode
from survey.domain.visits import NONCE_BYTES, Visit
from survey.services.clock import VIETNAM
from survey.services.keys import Keys

_LONGEST_TOKEN = 1000
_HOUR_SECONDS = 3600
_SIGNATURE_BYTES = 16
# No part has this character, and it travels as one byte in a form as well as in a page.
_BETWEEN = "*"


def sign_visit(keys: Keys, visit: Visit) -> str:
    """Return the token of a visit."""
    parts = (
        visit.poster,
        visit.plan,
        visit.questionnaire,
        visit.language,
        visit.mode,
        str(int(visit.hour.timestamp()) // _HOUR_SECONDS),
        base64_encode(visit.nonce).decode("ascii"),
    )
    return _signer(keys.visit).sign(_BETWEEN.join(parts)).decode("ascii")


def parted(token: str) -> tuple[str, str]:
    """Return what a token shares with others of its page, and what is its own."""
    *shared, hours, nonce = token.split(_BETWEEN)
    return _BETWEEN.join((*shared, "")), _BETWEEN.join((hours, nonce))


def read_visit(keys: Keys, token: str) -> Visit:
    """Return the visit of a token; raise VisitUnreadable for anything that we did not sign."""
    if not token.isascii() or len(token) > _LONGEST_TOKEN:
        raise VisitUnreadable("this is no token of a visit")
    try:
        signed = _signer(keys.visit).unsign(token).decode("ascii")
        poster, plan, questionnaire, language, mode, hours, nonce = signed.split(_BETWEEN)
        visit = Visit(
            poster=poster,
            plan=plan,
            questionnaire=questionnaire,
            language=language,
            mode=Mode(mode),
            hour=datetime.fromtimestamp(int(hours) * _HOUR_SECONDS, UTC).astimezone(VIETNAM),
            nonce=base64_decode(nonce),
        )
    except (BadData, ValueError):
        # Signed words of another number were signed by another version of this program.
        raise VisitUnreadable("the token is altered or of another program") from None
    if len(visit.nonce) != NONCE_BYTES:
        raise VisitUnreadable("the token is of another program")
    return visit


@lru_cache(maxsize=8)
def _signer(key: bytes) -> Signer:
    # Without a time of its own: the hour inside is all that a page may know. The key that signs is
    # derived here, once: a signer would derive it for each token again.
    derived = Signer(key, salt="visit", key_derivation="hmac", digest_method=sha256).derive_key()
    return Signer(derived, key_derivation="none", algorithm=_ShortSignature(sha256))


class _ShortSignature(HMACAlgorithm):
    """The first half of the signature: 128 bits cannot be guessed, and every page carries them."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return super().get_signature(key, value)[:_SIGNATURE_BYTES]
