"""The 28 real records are in the register, all of them, once."""

from typing import Any

from sqlalchemy import func, select

from app.imports.agreements import import_agreements
from app.imports.report import Outcome
from app.models import Base
from tests.imports.conftest import SAMPLE, Register


def test_every_record_is_imported_and_nothing_is_left_unplaced(register: Register) -> None:
    assert [str(one) for one in register.report.refused] == []
    assert register.report.unplaced == []
    assert register.report.count(Outcome.MADE) == 28
    made = register.report.made
    assert (made["agreements"], made["reviewAssignments"]) == (15, 1)
    # 12 records of their own, and 7 that only an agreement tells of.
    assert made["citizenPromises"] == 19
    assert (made["areas"], made["measures"], made["followUps"]) == (55, 57, 2)


def test_importing_twice_changes_nothing(register: Register) -> None:
    before = _state(register)

    again = import_agreements(register.sessions, SAMPLE)

    assert again.count(Outcome.UNCHANGED) == 28
    assert again.made.total() == 0
    assert _state(register) == before


def test_the_report_says_per_record_what_it_made(register: Register) -> None:
    lines = register.report.lines()

    oxelosund = next(one for one in lines if one.startswith("oxelosund-so-2024"))
    assert "1 överenskommelse, 1 medborgarlöfte, 2 områden, 5 åtgärder" in oxelosund
    assert "Kunde inte placeras: inget." in lines[-1]


def test_a_changed_source_is_reported_and_the_register_stays(
    register: Register, tmp_path: Any
) -> None:
    changed = tmp_path / "changed.json"
    changed.write_text(SAMPLE.read_text("utf-8").replace("Trygga uppväxtvillkor", "Något annat"))
    before = _state(register)

    report = import_agreements(register.sessions, changed)

    assert [one.key for one in report.records if one.outcome is Outcome.DIFFERS] == [
        "smakommuner-ac-bd-2014"
    ]
    assert _state(register) == before


def _state(register: Register) -> dict[str, Any]:
    """Rows of every table, and the sum of their versions where they have one."""
    state: dict[str, Any] = {}
    for table in Base.metadata.sorted_tables:
        version = table.c.get("version")
        counted = [func.count()] + ([func.sum(version)] if version is not None else [])
        question = select(*counted).select_from(table)
        state[table.name] = tuple(register.connection.execute(question).one())
    return state
