"""Where somebody who signs in comes from: a network, never a person's address."""

import logging
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import request

from survey.services.survey import Survey
from survey.web.current import current_survey

# A household or an office has such a block; whoever has more blocks counts as more sources.
_PREFIX = {4: 24, 6: 48}
_FORWARDED = "X-Forwarded-For"

_log = logging.getLogger(__name__)


def current_source() -> str:
    """Return the network that this request comes from; empty when it is not known."""
    forwarded = request.headers.get(_FORWARDED, "")
    return source_of(current_survey(), request.remote_addr or "", forwarded)


def source_of(survey: Survey, sender: str, forwarded: str) -> str:
    """Return the network that a sender, or the proxies that he stands for, speaks from."""
    proxies = survey.settings.proxies
    if forwarded and not proxies:
        _say_that_nobody_is_believed()
    return network_of(believed_address(sender, forwarded, proxies))


def believed_address(sender: str, forwarded: str, proxies: int) -> str:
    """Return the address that the outermost of our own proxies saw.

    Each proxy adds at the end of X-Forwarded-For who asked it: whatever stands further to the
    left was sent by a stranger. With fewer entries than proxies the sender is all that is known.
    """
    seen = [*forwarded.rsplit(",", proxies)[-proxies:], sender] if forwarded and proxies else []
    return seen[0].strip() if len(seen) > proxies else sender


def network_of(address: str) -> str:
    """Return the network of an address, a port left out; empty for what is none."""
    found = _parsed(address) or _parsed(address.rpartition(":")[0].strip("[]"))
    if found is None:
        return ""
    return str(ip_network((found, _PREFIX[found.version]), strict=False))


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


@cache
def _say_that_nobody_is_believed() -> None:
    _log.warning(
        "a proxy sends %s, but HAILONG_PROXIES is 0: whoever signs in counts as one source",
        _FORWARDED,
    )
