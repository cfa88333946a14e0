"""The office that this installation belongs to."""

from dataclasses import replace

from survey.domain.places import Office
from survey.domain.places import public_address as checked_address
from survey.domain.texts import clean_line
from survey.services.survey import Survey
from survey.store.office import find_office, put_office

QUESTIONNAIRE = "counter.v1"
PLAN = "136-2022"
LONGEST_NAME = 120
LONGEST_CONTACT = 200


def checked_name(name: str) -> str:
    """Return the name of an office as it is kept; raise BadText when it is empty or too long."""
    return clean_line(name, LONGEST_NAME)


def set_up_office(
    survey: Survey, name: str, public_address: str | None, contact: str, is_demo: bool = False
) -> Office:
    """Store who asks, at which address, and whom to tell about a damaged poster.

    Done again, it changes these and leaves the chosen questionnaire and plan. Raises BadText and
    BadAddress.
    """
    name, contact = checked_name(name), clean_line(contact, LONGEST_CONTACT)
    address = checked_address(public_address) if public_address else None
    with survey.store.writing() as connection:
        known = find_office(connection) or Office("", None, "", QUESTIONNAIRE, PLAN, is_demo)
        office = replace(known, name=name, public_address=address, contact=contact, is_demo=is_demo)
        put_office(connection, office)
    return office


def office(survey: Survey) -> Office:
    """Return the office; raise NotSetUp before there is one."""
    return survey.directory.current().entered_office()
