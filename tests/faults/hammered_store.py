"""A process of the program under the hammer: it stores answers, and empties the log meanwhile."""

import os
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread

from survey.domain.errors import SurveyError
from survey.domain.responses import Response
from survey.domain.visits import CountedVisit
from survey.store.engine import Store, open_store
from survey.store.groups import Group
from tests.faults.hammering import BEGUN, say
from tests.survey.store.made_responses import SAID

SENDERS = 4
MONTH = date(2026, 4, 1)


def send(store: Store, end: float) -> None:
    """Store an answer after the other, and print the key of each that was acknowledged."""
    while time.time() < end:
        key = os.urandom(16)
        response = replace(SAID, key=key)
        try:
            store.add_response(CountedVisit(key, MONTH), partial(_as_it_is, response)).result()
        except SurveyError:
            continue
        say(key.hex())


def _as_it_is(response: Response, _: Group) -> Response:
    return response


if __name__ == "__main__":
    with closing(open_store(Path(sys.argv[1]))) as opened:
        say(BEGUN)
        end = time.time() + float(sys.argv[2])
        senders = [Thread(target=send, args=(opened, end)) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        while time.time() < end:
            opened.forget_history()
        for sender in senders:
            sender.join()
