"""The migrations lead to the models, and back."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, Table, inspect, select, text
from sqlalchemy.orm import Session

from app.migrating import REVISION
from app.models import Agreement, AnnualReport, Base, Method
from app.reference.loading import load
from app.reference.tables import rows
from tests import make
from tests.databases import AUTHOR, ROOT, engine_at, migrated


@pytest.fixture
def own_engine(database_url: str) -> Iterator[Engine]:
    engine = engine_at(database_url)
    yield engine
    engine.dispose()


def test_the_models_need_no_further_migration(own_engine: Engine) -> None:
    """Tables, columns, keys and indexes; `alembic check` fails when it would add something."""
    with own_engine.begin() as connection:
        command.check(_config(connection))


def test_the_code_knows_which_migration_is_the_last() -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_what_was_migrated_can_be_taken_back_and_made_again(own_engine: Engine) -> None:
    assert _tables(own_engine) == set(Base.metadata.tables)

    with own_engine.begin() as connection:
        command.downgrade(_config(connection), "base")
    assert _tables(own_engine) == set()

    migrated(own_engine)
    assert _tables(own_engine) == set(Base.metadata.tables)


def test_earlier_versions_keep_their_words_under_the_new_name(own_engine: Engine) -> None:
    said = {"sources": [], "versionHistory": ["Version 1 antogs 2019."]}
    with Session(own_engine, info={"author": AUTHOR}) as session, session.begin():
        key = make.agreement(session, provenance=said).id
    with own_engine.begin() as connection:
        command.downgrade(_config(connection), "2d3566ab7073")

    migrated(own_engine)

    with Session(own_engine) as session:
        kept = session.get_one(Agreement, key).provenance
    assert kept == {"sources": [], "earlierVersions": ["Version 1 antogs 2019."]}


def test_a_method_is_told_of_as_now_delivered_unless_somebody_has_worded_it(
    own_engine: Engine,
) -> None:
    said = {one["code"]: one for one in rows("methods.csv")}
    with Session(own_engine, info={"author": AUTHOR}) as session, session.begin():
        load(session)
        named(session, "gvi").evidence_note = "Våra egna ord."
    with own_engine.begin() as connection:
        command.downgrade(_config(connection), "e41b7d90a6c3")

    migrated(own_engine)

    with Session(own_engine) as session:
        for code in ("grannsamverkan", "sspf", "kamerabevakning"):
            found = named(session, code)
            assert found.evidence_note == (said[code]["evidence_note"] or None)
            assert found.evidence_quality == (said[code]["evidence_quality"] or None)
            assert found.caution == said[code]["caution"]
        worded = named(session, "gvi")
        assert (worded.evidence_note, worded.caution) == ("Våra egna ord.", None)


def test_of_the_drafts_of_a_year_the_latest_is_kept_to_be_compiled_again(
    own_engine: Engine,
) -> None:
    """Before reports had a life, every request made a draft of its own, with a file each."""
    with Session(own_engine, info={"author": AUTHOR}) as session, session.begin():
        made = [
            make.annual_report(session, year, issue=issue).id
            for year, issue in ((2023, 1), (2024, 1), (2024, 2))
        ]
    with own_engine.begin() as connection:
        command.downgrade(_config(connection), "a91d3c07be52")
        assert connection.scalar(text("SELECT count(*) FROM annual_reports")) == len(made)

    migrated(own_engine)

    with Session(own_engine) as session:
        left = session.scalars(select(AnnualReport).order_by(AnnualReport.year)).all()
        assert [one.id for one in left] == [made[0], made[2]]
        assert [(one.issue, one.compiled_at, one.submitted_at) for one in left] == [
            (1, None, None)
        ] * 2


def named(session: Session, code: str) -> Method:
    return session.scalars(select(Method).where(Method.code == code)).one()


def test_every_check_of_the_models_is_in_the_database(own_engine: Engine) -> None:
    """`alembic check` does not compare them, and each stands for a sentence."""
    found = inspect(own_engine)
    for name, table in Base.metadata.tables.items():
        there = {one["name"] for one in found.get_check_constraints(name)}
        assert {one.name for one in _checks(table)} <= there, name


def _checks(table: Table) -> list[CheckConstraint]:
    return [one for one in table.constraints if isinstance(one, CheckConstraint)]


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def _config(connection: Connection) -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["connection"] = connection
    return config
