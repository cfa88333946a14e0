"""Where a sign-in comes from: a network, and only our own proxies are believed."""

import logging

import pytest
from flask import Flask

from survey.web.staff.sources import (
    _say_that_nobody_is_believed,
    believed_address,
    current_source,
    network_of,
)

SENDER = "192.0.2.1"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("192.0.2.77:5012", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::7", "2001:db8:1::/48"),
        ("[2001:db8:1:2:3::7]:443", "2001:db8:1::/48"),
        ("2001:DB8:1:2:3::7", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unknown", ""),
        ("_hidden", ""),
        ("1.2.3.4.5", ""),
        ("٣.٣.٣.٣", ""),
        ("x" * 10_000, ""),
    ],
)
def test_an_address_counts_as_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("forwarded", "proxies", "believed"),
    [
        ("", 0, SENDER),
        ("198.51.100.7", 0, SENDER),
        ("", 1, SENDER),
        ("198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9,198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, unknown", 1, "unknown"),
        ("203.0.113.9, 198.51.100.7,", 1, ""),
        ("203.0.113.9, 198.51.100.7, 10.0.0.1", 2, "198.51.100.7"),
        ("10.0.0.1", 2, SENDER),
        ("1.1.1.1, " * 2000 + "198.51.100.7", 1, "198.51.100.7"),
    ],
)
def test_only_what_our_own_proxies_added_is_believed(
    forwarded: str, proxies: int, believed: str
) -> None:
    assert believed_address(SENDER, forwarded, proxies) == believed


def test_a_header_that_nobody_is_to_believe_is_named_once_and_without_an_address(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    _say_that_nobody_is_believed.cache_clear()
    headers, sender = {"X-Forwarded-For": "198.51.100.7"}, {"REMOTE_ADDR": SENDER}
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with app.test_request_context(headers=headers, environ_base=sender):
                assert current_source() == "192.0.2.0/24"
    assert caplog.text.count("HAILONG_PROXIES") == 1
    assert "198.51" not in caplog.text
