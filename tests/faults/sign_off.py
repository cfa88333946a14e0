"""Signs a batch off while somebody else serves the office: run as a module."""

import sys
from contextlib import closing
from pathlib import Path

from survey.services.open_survey import open_survey
from survey.settings import Settings
from tests.survey.paper import signed

if __name__ == "__main__":
    with closing((survey := open_survey(Settings(data=Path(sys.argv[1])))).store):
        signed(survey, sys.argv[2])
