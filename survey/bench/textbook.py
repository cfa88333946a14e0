"""The design of the textbooks: a session a request, an object a row, a row an answer."""

from contextlib import closing
from pathlib import Path

from flask import Flask, abort, redirect, request
from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from werkzeug.wrappers import Response

from questionnaires.model import Questionnaire
from survey.settings import Settings
from survey.store.driver import sqlite3

# Long enough that nobody is refused for having waited.
_BUSY_SECONDS = 30

# Under this path a request may wait, so the server gives it a thread; on the loop this design is
# half as quick.
PATH = "/can-bo/textbook"


class Base(DeclarativeBase):
    """What the tables share."""


class Submission(Base):
    """One visit."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment: Mapped[str]
    answers: Mapped[list["Answer"]] = relationship()


class Answer(Base):
    """One answer of a visit."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    question: Mapped[str]
    value: Mapped[str]


def database_in(settings: Settings) -> Path:
    """Return where this design keeps its answers."""
    return settings.data / "textbook.sqlite3"


def stored_submissions(database: Path) -> int:
    """Return how many visits have their answers in the file."""
    with closing(sqlite3.connect(database)) as connection:
        count = connection.execute("SELECT count(DISTINCT submission_id) FROM answer")
        return int(count.fetchone()[0])


def textbook(database: Path, asked: Questionnaire) -> Flask:
    """Return an application that stores the answers to a questionnaire, and waits for the disk."""
    engine = create_engine(
        f"sqlite:///{database}", module=sqlite3, connect_args={"timeout": _BUSY_SECONDS}
    )
    event.listen(engine, "connect", _configure)
    Base.metadata.create_all(engine)
    offered = {question.id: {choice.value for choice in question.choices} for question in asked}
    app = Flask("textbook")

    @app.get("/")
    def start() -> str:
        return "textbook"

    @app.post(PATH)
    def send() -> Response:
        chosen = {name: request.form[name] for name in offered if name in request.form}
        if any(value not in offered[name] for name, value in chosen.items()):
            abort(422)
        answers = [Answer(question=name, value=value) for name, value in chosen.items()]
        with Session(engine) as session:
            session.add(Submission(comment=request.form.get("comment", ""), answers=answers))
            session.commit()
        return redirect("/", 303)

    return app


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
