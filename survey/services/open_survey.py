"""Opening the survey for work: languages, store, keys, texts, and what midnight left to do."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from survey.domain.errors import KeysDoNotFit
from survey.services.clock import MACHINE_CLOCK, Clock
from survey.services.directory import DirectoryKeeper
from survey.services.keys import Keys, fingerprint_of, make_keys, read_keys
from survey.services.publish_text import publish_shipped
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.engine import Store, open_store, open_store_to_read
from survey.store.installation import keys_of, put_keys
from survey.store.upgrade import create_or_upgrade, upgrade
from templates.language_files import use_office_files


def open_survey(
    settings: Settings,
    clock: Clock = MACHINE_CLOCK,
    random_bytes: Callable[[int], bytes] = os.urandom,
) -> Survey:
    """Return the survey of an existing installation, its database brought up to date.

    Raises StoreMissing, StoreNewer, StoreUnsafe, StoreDamaged, StoreBusy, StoreFull, ForeignLog,
    KeysMissing, KeysDoNotFit and NoRights.
    """
    use_office_files(settings.languages)
    before = upgrade(settings.database)
    keys = read_keys(settings.keys)
    store = open_store(settings.database)
    survey = Survey(store, keys, clock, random_bytes, settings, DirectoryKeeper(store), before)
    try:
        _check_keys(store, keys)
        publish_shipped(survey)
        seal_closed_days(survey)
    except BaseException:
        survey.store.close()
        raise
    return survey


def create_survey(
    settings: Settings,
    clock: Clock = MACHINE_CLOCK,
    random_bytes: Callable[[int], bytes] = os.urandom,
) -> Survey:
    """Return the survey, its folder, database and keys made where they are missing."""
    before = create_or_upgrade(settings.database)
    if not settings.keys.exists():
        with closing(open_store(settings.database)) as store, store.writing() as connection:
            put_keys(connection, None)
    make_keys(settings.keys, random_bytes)
    return replace(open_survey(settings, clock, random_bytes), before_upgrade=before)


def _check_keys(store: Store, keys: Keys) -> None:
    found = fingerprint_of(keys)
    with store.reading() as connection:
        known = keys_of(connection)
    if known is None:
        with store.writing() as connection:
            put_keys(connection, found)
    elif known != found:
        raise KeysDoNotFit("the keys are not those of this database")


@contextmanager
def survey_to_read(settings: Settings) -> Iterator[Survey]:
    """Give the survey to a process that changes nothing of it, while another one serves it.

    Raises what the opening of its store does, and KeysMissing.
    """
    use_office_files(settings.languages)
    with closing(open_store_to_read(settings.database)) as store:
        keys = read_keys(settings.keys)
        directory = DirectoryKeeper(store)
        yield Survey(store, keys, MACHINE_CLOCK, os.urandom, settings, directory)
