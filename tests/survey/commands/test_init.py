"""`hailong init`: the first step, asked for or given, and what it does when it comes again."""

import re
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from analysis.letterhead import Letterhead
from questionnaires.model import Plan
from questionnaires.months import calendar_months
from questionnaires.published import load_plan
from survey.domain.places import Office
from survey.services.invite_staff import find_link
from survey.services.keep_letterhead import letterhead
from survey.services.open_survey import open_survey
from survey.services.publish_text import current_plan
from survey.services.set_up_office import office
from survey.settings import Settings
from survey.store.tables import SETUP_LINK
from tests.survey.commands.terminal import Terminal, refused
from tests.survey.paper import make_account

LINK = re.compile(r"^https?://\S+/can-bo/thiet-lap/[\w-]{43}$", re.MULTILINE)


def entered(terminal: Terminal) -> Office:
    survey = open_survey(Settings(data=terminal.data))
    try:
        return office(survey)
    finally:
        survey.store.close()


def test_an_office_can_be_entered_by_a_script(terminal: Terminal) -> None:
    done = terminal.run(
        "init", "--name", "Sở A", "--address", "https://a.vn/", "--contact", "0215 1",
        "--questionnaire", "service-19.v1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert LINK.search(done.stdout)
    found = entered(terminal)
    assert (found.name, found.public_address, found.contact) == ("Sở A", "https://a.vn", "0215 1")
    assert found.questionnaire == "service-19.v1"


def test_an_office_can_be_entered_by_answering(terminal: Terminal) -> None:
    done = terminal.run("init", typed="Sở A\nnot an address\nhttps://a.vn\n0215 1\n\n\n\n")
    assert done.returncode == 0, done.stderr
    assert "An address looks like https://host" in done.stdout
    assert entered(terminal).public_address == "https://a.vn"


def test_the_address_may_be_left_empty_and_the_link_leads_to_this_machine(
    terminal: Terminal,
) -> None:
    done = terminal.run("init", typed="Sở A\n\n0215 1\n\n\n\n")
    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:8080/can-bo/thiet-lap/" in done.stdout
    assert "Posters can be printed once the public address is entered" in done.stdout


@pytest.mark.parametrize(
    ("contact", "is_told"), [("0215 1 ខ្មែរ", True), ("0215 1, Buôn Ƀuôr", False)]
)
def test_letters_that_posters_lack_are_told_when_the_office_is_entered(
    terminal: Terminal, contact: str, *, is_told: bool
) -> None:
    done = terminal.run("init", "--name", "Sở A", "--address", "https://a.vn", "--contact", contact)
    assert done.returncode == 0
    assert ("posters cannot show" in done.stderr) is is_told


def test_done_again_it_changes_only_what_is_said(terminal: Terminal) -> None:
    terminal.init()
    assert terminal.run("init", "--address", "https://a.vn").returncode == 0
    found = entered(terminal)
    assert (found.name, found.public_address) == ("Sở Thử nghiệm", "https://a.vn")


def test_done_again_without_options_it_offers_what_is_known(terminal: Terminal) -> None:
    terminal.init()
    done = terminal.run("init", typed="\n\n0215 2\n")
    assert done.returncode == 0, done.stderr
    assert "Sở Thử nghiệm" in done.stdout
    found = entered(terminal)
    assert (found.name, found.contact) == ("Sở Thử nghiệm", "0215 2")


def test_another_name_is_asked_about_before_an_installation_gets_it(terminal: Terminal) -> None:
    terminal.init()
    asked = terminal.run("init", "--name", "Sở B", typed="n\n")
    assert refused(asked) == "Nothing was changed."
    assert "that of Sở Thử nghiệm" in asked.stdout
    assert "Answers, posters and accounts stay" in asked.stdout
    assert terminal.run("init", "--name", "Sở B").returncode == 1
    assert entered(terminal).name == "Sở Thử nghiệm"

    assert terminal.run("init", "--name", "Sở B", typed="y\n").returncode == 0
    assert entered(terminal).name == "Sở B"


@pytest.mark.parametrize("name", ["", " ", "A" * 400])
def test_a_name_that_cannot_be_is_refused_before_anybody_is_asked(
    terminal: Terminal, name: str
) -> None:
    terminal.init()
    done = terminal.run("init", "--name", name, typed="y\n")
    assert "empty or too long" in refused(done)
    assert "Shall the office be called" not in done.stdout


def test_the_same_name_written_otherwise_is_not_asked_about(terminal: Terminal) -> None:
    terminal.init()
    assert terminal.run("init", "--name", " Sở  Thử nghiệm ").returncode == 0


@pytest.mark.parametrize(
    "option",
    [
        ("--name", "Sở Q"),
        ("--address", ""),
        ("--contact", "1"),
        ("--questionnaire", "counter.v1"),
        ("--plan-period", "01/2026-12/2026"),
        ("--office", "the-thuc.yaml"),
    ],
)
def test_a_new_link_changes_nothing_else_and_says_so(
    terminal: Terminal, option: tuple[str, str]
) -> None:
    first = terminal.init()
    assert "only gives a link" in refused(terminal.run("init", "--new-link", *option))
    assert opens(terminal, first.stdout)


def test_a_change_leaves_the_link_that_was_given(terminal: Terminal) -> None:
    terminal.init()
    given = terminal.run("init", "--new-link").stdout
    changed = terminal.run("init", "--contact", "0215 9")
    assert changed.returncode == 0, changed.stderr
    assert not LINK.search(changed.stdout)
    assert "given before still opens" in changed.stdout
    assert opens(terminal, given)


def test_while_nobody_can_get_in_a_link_is_given(terminal: Terminal) -> None:
    terminal.init()
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store), survey.store.writing() as connection:
        connection.execute(delete(SETUP_LINK))
    assert opens(terminal, terminal.init().stdout)


def plan_of(terminal: Terminal) -> Plan:
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store):
        return current_plan(survey)


OPTIONS = ("init", "--name", "Sở A", "--address", "", "--contact", "0215 1")


def test_an_office_without_a_plan_follows_an_example_that_is_called_so(terminal: Terminal) -> None:
    done = terminal.run(*OPTIONS)
    year = calendar_months(date.today(), 12)  # noqa: DTZ011 - the year of the machine
    assert plan_of(terminal).months == year
    assert "Plan: Kế hoạch ví dụ, theo Kế hoạch 136/KH-SLĐTBXH của Điện Biên" in done.stdout
    assert "It is an example, not a plan of your office" in done.stdout


def test_the_period_of_the_example_may_be_said(terminal: Terminal) -> None:
    assert terminal.run(*OPTIONS, "--plan-period", "7/2026-06/2027").returncode == 0
    found = plan_of(terminal)
    assert (found.begins, found.ends) == (date(2026, 7, 1), date(2027, 6, 30))


def test_who_answers_is_asked_for_the_plan_and_its_period(terminal: Terminal) -> None:
    done = terminal.run("init", typed="Sở A\n\n0215 1\n\n13/2026-1/2027\n03/2026-02/2027\n\n")
    assert done.returncode == 0, done.stderr
    assert "write whole months, as 01/2026-12/2026" in done.stdout
    assert plan_of(terminal).begins == date(2026, 3, 1)


@pytest.fixture
def letterhead_file(tmp_path: Path) -> Path:
    path = tmp_path / "the-thuc.yaml"
    path.write_text(
        "place: Điện Biên\nnumber: 5\naddressees: [Bộ Nội vụ]\nrecipients: [Sở Nội vụ]\n", "utf-8"
    )
    return path


def letterhead_of(terminal: Terminal) -> Letterhead:
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store):
        return letterhead(survey)


def test_the_letterhead_of_reports_is_kept_from_its_file(
    terminal: Terminal, letterhead_file: Path
) -> None:
    assert terminal.run(*OPTIONS, "--office", str(letterhead_file)).returncode == 0
    kept = Letterhead("", "", "", "Điện Biên", addressees=("Bộ Nội vụ",), recipients=("Sở Nội vụ",))
    assert letterhead_of(terminal) == kept


def test_who_answers_is_asked_for_the_letterhead_and_may_skip_it(
    terminal: Terminal, letterhead_file: Path
) -> None:
    done = terminal.run("init", typed=f"Sở A\n\n0215 1\n\n\n{letterhead_file}\n")
    assert done.returncode == 0, done.stderr
    assert "empty: filled in later, on the desk" in done.stdout
    assert letterhead_of(terminal).place == "Điện Biên"


def test_the_letterhead_alone_may_be_given_later(terminal: Terminal, letterhead_file: Path) -> None:
    terminal.init()
    done = terminal.run("init", "--office", str(letterhead_file))
    assert done.returncode == 0, done.stderr
    assert entered(terminal).name == "Sở Thử nghiệm"
    assert letterhead_of(terminal).place == "Điện Biên"


def test_faults_of_a_letterhead_are_told_with_their_lines(
    terminal: Terminal, letterhead_file: Path
) -> None:
    letterhead_file.write_text("place: ''\nplase: a\n", "utf-8")
    done = terminal.run(*OPTIONS, "--office", str(letterhead_file))
    assert done.returncode == 1
    assert "line 1, place" in done.stderr
    assert "line 2, plase" in done.stderr


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.yaml"
    text = load_plan("136-2022").text.replace("id: 136-2022", "id: rieng", 1)
    path.write_text(text.replace("2022-", "2031-"), "utf-8")
    return path


def test_the_plan_of_the_office_is_followed_from_its_file(
    terminal: Terminal, own_plan: Path
) -> None:
    done = terminal.run("init", typed=f"Sở A\n\n0215 1\n{own_plan}\n\n")
    assert done.returncode == 0, done.stderr
    assert plan_of(terminal).id == "rieng"
    assert "example" not in done.stdout.partition("Plan: ")[2]


def test_an_office_changes_from_the_example_to_its_own_plan(
    terminal: Terminal, own_plan: Path
) -> None:
    terminal.run(*OPTIONS, "--plan-period", "01/2031-12/2031")
    done = terminal.run("init", "--plan", str(own_plan))
    assert plan_of(terminal).id == "rieng"
    assert "It replaces vi-du-2031-01-2031-12, which gets no verdict any more." in done.stdout


def test_a_plan_that_is_over_before_anybody_answers_is_said_to_have_no_verdict(
    terminal: Terminal,
) -> None:
    done = terminal.run(*OPTIONS, "--plan-period", "01/2021-12/2021")
    assert "ended before anybody answered, so it gets no verdict" in done.stdout


@pytest.mark.parametrize("period", ["2026", "00/2026-12/2026", "12/2026-01/2026", "a-b", ""])
def test_a_period_that_is_no_whole_months_is_not_understood(
    terminal: Terminal, period: str
) -> None:
    done = terminal.run(*OPTIONS, "--plan-period", period)
    assert done.returncode == 2
    assert not (terminal.data / "hailong.sqlite3").exists()


def test_a_plan_has_its_period_in_its_file(terminal: Terminal, own_plan: Path) -> None:
    said = terminal.run(*OPTIONS, "--plan", str(own_plan), "--plan-period", "01/2026-12/2026")
    assert "stands in its file" in refused(said)


def opens(terminal: Terminal, printed: str) -> bool:
    """Whether the link that was printed makes an account."""
    token = LINK.findall(printed)[0].rpartition("/")[2]
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store):
        return find_link(survey, token).renews is None


def test_nobody_to_renew_is_said_in_a_sentence(terminal: Terminal) -> None:
    terminal.init()
    assert "Nobody has an account yet" in refused(terminal.run("init", "--new-link", "ghost"))


def test_a_lost_set_up_link_is_renewed(terminal: Terminal) -> None:
    first = terminal.init()
    again = terminal.run("init", "--new-link")
    assert again.returncode == 0, again.stderr
    assert "An earlier one opens nothing any more." in again.stdout
    assert LINK.findall(first.stdout) != LINK.findall(again.stdout) != []


def test_a_link_that_renews_names_its_account_however_it_is_typed(terminal: Terminal) -> None:
    terminal.init()
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store):
        make_account(survey, "Chị Hòa")
    done = terminal.run("init", "--new-link", "chị HOÀ")
    assert done.returncode == 0, done.stderr
    token = LINK.findall(done.stdout)[0].rpartition("/")[2]
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store):
        renews = find_link(survey, token).renews
    assert renews is not None
    assert renews.name == "Chị Hòa"
    assert "Chị Hòa" in refused(terminal.run("init", "--new-link", "Minh"))


def test_there_is_no_link_before_there_is_an_office(terminal: Terminal) -> None:
    assert "hailong init" in refused(terminal.run("init", "--new-link"))
    assert not terminal.data.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--name", "A", "--address", "a.vn", "--contact", "1"), "https://host"),
        (("--name", "A" * 200, "--address", "", "--contact", "1"), "too long"),
        (
            ("--name", "A", "--address", "", "--contact", "1", "--questionnaire", "x.v1"),
            "x.v1",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(
    terminal: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(terminal.run("init", *arguments))


def test_an_interrupted_question_is_no_trace(terminal: Terminal) -> None:
    done = terminal.run("init", typed="Sở A\n")
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert "run it again" in done.stderr
