"""One record that breaks a bound: refused alone and named, or imported with the rest kept."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.clock import today
from app.database import Sessions
from app.errors import RuleViolationError
from app.imports.agreements import import_agreements
from app.imports.report import ImportReport
from tests.databases import joined
from tests.imports.conftest import Register

FINE: dict[str, Any] = {"id": "hel", "title": "Hel", "kind": "samverkansoverenskommelse"}
TOMORROW = (today() + timedelta(days=1)).isoformat()
Import = Callable[..., ImportReport]


@pytest.fixture
def imported(register: Register, tmp_path: Path) -> Iterator[Import]:
    """Imports records, or a whole text, on top of the sample; undone afterwards."""
    file = tmp_path / "poster.json"

    def run(*records: Any, text: str | None = None) -> ImportReport:
        file.write_text(text or json.dumps(records), "utf-8")
        return import_agreements(joined(register.connection), file)

    with register.connection.begin_nested() as undone:
        yield run
        undone.rollback()


def test_a_record_nested_too_deep_is_refused_alone(imported: Import) -> None:
    deep = '{"id": "djup", "x": ' + "[" * 60 + "]" * 60 + "}"

    report = imported(text=f"[{deep}, {json.dumps(FINE)}]")

    assert [one.key for one in report.refused] == ["djup (post 1)"]
    assert "nivåer" in str(report)
    assert report.made["agreements"] == 1


def test_a_record_with_an_endless_integer_is_refused_alone(imported: Import) -> None:
    long = '{"id": "lång", "duration_years": ' + "9" * 5_000 + "}"

    report = imported(text=f"[{json.dumps(FINE)}, {long}]")

    assert [one.key for one in report.refused] == ["lång (post 2)"]
    assert "siffror" in str(report)
    assert "999" not in str(report)
    assert report.made["agreements"] == 1


def test_without_reference_data_the_import_is_refused_at_once(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.connect() as connection, connection.begin() as outer:
        sessions: Sessions = joined(connection)
        with pytest.raises(RuleViolationError) as refused:
            import_agreements(sessions, tmp_path / "finns-inte.json")
        outer.rollback()

    assert refused.value.detail == "Läs först in referensdata: samverkan reference load."


@pytest.mark.parametrize("status", ["tecknad", "planerad_signering_i_kallan"])
@pytest.mark.parametrize("titles", [[], ["Kommunchef"]])
def test_a_signing_day_to_come_is_left_out_and_told(
    register: Register, imported: Import, status: str, titles: list[str]
) -> None:
    facts = {"signed_on": TOMORROW, "signed_on_precision": "day", "signatory_roles": titles}

    report = imported(FINE | facts | {"status": status})

    assert not report.refused, str(report)
    agreement = register.record("agreements", "hel")
    assert agreement["signedOn"] is None
    assert [one["signedOn"] for one in agreement["signatures"]] == [None] * len(titles)
    assert {"name": "signed_on", "text": TOMORROW} in agreement["provenance"]["texts"]
    assert TOMORROW in " ".join(agreement["dataQualityNotes"])


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("diarienummer", 25),
        ("attached_documents", 110),
        ("data_quality_notes", 130),
        ("odd_shapes", 110),
        ("version_history", 110),
        ("legal_basis", 60),
        ("replaces", 130),
        ("counties", 60),
        ("municipalities", 310),
        ("unknown", 5),
    ],
)
def test_what_is_too_many_is_cut_and_kept(
    register: Register, imported: Import, field: str, count: int
) -> None:
    stated = [f"{field} nr {number};" for number in range(count)]

    report = imported(FINE | {field: stated})

    assert not report.refused, str(report)
    agreement = register.record("agreements", "hel")
    served = json.dumps(agreement, ensure_ascii=False)
    assert [one for one in stated if one not in served] == []
    assert len(agreement["dataQualityNotes"]) <= 100


def test_more_parties_than_there_is_room_for_are_kept(register: Register, imported: Import) -> None:
    names = [f"Förening {number}." for number in range(103)]

    report = imported(FINE | {"parties": [{"name": one, "role": "part"} for one in names]})

    assert not report.refused, str(report)
    agreement = register.record("agreements", "hel")
    assert len(agreement["parties"]) == 100
    served = json.dumps(agreement, ensure_ascii=False)
    assert [one for one in names if one not in served] == []
    assert "parties har 103 i källan" in served


def test_a_text_that_is_too_long_is_cut_and_kept_in_full(
    register: Register, imported: Import
) -> None:
    report = imported(FINE | {"extension": "Ord " * 6_000})

    assert not report.refused, str(report)
    agreement = register.record("agreements", "hel")
    assert len(agreement["period"]["prolongationAsStated"]) == 10_000
    kept = [one["text"] for one in agreement["provenance"]["texts"] if one["name"] == "extension"]
    assert "".join(kept).count("Ord") == 6_000
    assert "extension var för lång" in " ".join(agreement["dataQualityNotes"])


def test_many_unforeseen_fields_share_the_room(register: Register, imported: Import) -> None:
    extra = {f"fält{number}": f"säger {number}." for number in range(300)}

    report = imported(FINE | extra)

    assert not report.refused, str(report)
    served = json.dumps(register.record("agreements", "hel"), ensure_ascii=False)
    assert [one for one in extra.values() if one not in served] == []


def test_what_no_provenance_can_hold_is_told(register: Register, imported: Import) -> None:
    report = imported(FINE | {"extra": "Ord " * 600_000})

    assert not report.refused, str(report)
    notes = " ".join(register.record("agreements", "hel")["dataQualityNotes"])
    assert "finns bara i källan" in notes


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        ({"areas": [{"name": "Å"}, {"goal": "ring 811218-9876"}]}, "areas[1].goal"),
        ({"kontakt": {"811218-9876": "Kim"}}, "kontakt.…"),
        ({"kontakt": 8112189876}, "kontakt"),
        ({"id": "811218-9876"}, "id"),
    ],
)
def test_a_personal_number_is_named_by_its_place_only(
    imported: Import, broken: dict[str, Any], path: str
) -> None:
    report = imported(FINE | broken)

    assert len(report.refused) == 1
    assert f"personnummer i {path}." in str(report)
    assert "811218" not in str(report)


def test_a_record_without_sources_names_its_file(register: Register, imported: Import) -> None:
    imported(FINE | {"sources": [{}]})

    sources = register.record("agreements", "hel")["provenance"]["sources"]
    assert [one["name"] for one in sources] == ["Importerad fil: poster.json"]
