"""Files that keep to the structure by name only: nothing crashes, nothing is dropped in silence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.errors import InvalidError
from app.imports.agreements import import_agreements
from app.imports.reading import without_controls
from app.imports.report import ImportReport, Outcome, RecordReport
from tests.databases import joined
from tests.imports.conftest import SAMPLE, Register

SAMPLE_KEYS = sorted({key for record in json.loads(SAMPLE.read_text("utf-8")) for key in record})
STRANGE: list[Any] = [
    {"id": "bara-id"},
    {
        "id": "okanda-varden",
        "title": "Program",
        "kind": "samverkansprogram",
        "status": "kanske",
        "level": "europa",
        "end_type": "tills_solen_slocknar",
        "valid_from": "2020",
        "valid_from_precision": "ungefär",
        "counties": ["Skåne län", "Mordors län"],
        "municipalities": ["Lund", "Grönköping"],
        "parties": [
            {"name": "Rymdbolaget", "type": "rymdbolag", "role": "åskådare"},
            {"name": "Lunds kommun", "type": "kommun", "role": "part", "mandat": "fullt"},
            "Tullverket",
            {"type": "kommun"},
        ],
        "areas": [{"name": "Nätbrott", "categories": ["cybersäkerhet", "vald"], "prio": 1}],
        "nytt_falt": {"a": [1, {"b": "djupt"}]},
    },
    {
        "id": "trasiga-dagar",
        "title": "Dagar",
        "kind": "medborgarlofte",
        "signed_on": "2019-13-01",
        "published_on": "igår",
        "valid_from": "2019-02-30",
        "valid_to": "2019-06-31",
        "replaced_by": "finns-inte",
    },
    {"id": "bakvant", "title": "B", "valid_from": "2020-01-01", "valid_to": "2019-01-01"},
    {
        "id": "fel-typer",
        "title": 17,
        "counties": "Skåne län",
        "municipalities": None,
        "parties": None,
        "areas": {"name": "Ensamt område", "methods": "EST"},
        "follow_up": "årligen i rådet",
        "steering": ["Styrgruppen"],
        "signatory_roles": "kommunchef",
        "duration_years": "3",
        "area_count_as_stated": "4",
        "title_is_constructed": "kanske",
        "legal_basis": [None, "Lag (2023:196)", ["inuti"]],
        "medborgarloften": ["Vi lovar"],
        "follow_up_results": [{"period": "våren", "outcomes": [{"what": "x", "value": "många"}]}],
    },
    {"id": "stor", "title": "T" * 5_000, "version_history": ["V" * 9_000]},
    {"id": "for-stor", "title": "För stor", "extension": "X" * 20_000},
    {"id": "dubbel", "title": "Första"},
    {"id": "dubbel", "title": "Första"},
    {"id": "dubbel", "title": "Andra"},
    {"id": "ring-a", "title": "A", "parent_id": "ring-b", "replaced_by": "ring-b"},
    {"id": "ring-b", "title": "B", "parent_id": "ring-a", "replaced_by": "ring-a"},
    {"id": "sin-egen", "title": "S", "parent_id": "sin-egen", "replaces": ["sin-egen"]},
    {"id": "borta", "title": "Borta", "replaced_by": "annan-fil", "replaced_on": "2021-05-01"},
    {"id": "nummer", "title": "Kontakt 811218-9876"},
    {"id": "styrtecken", "title": "Av\u0000tal\u0007", "geographic_scope": "\ud800hela"},
    {"id": ["lista"], "title": "Id som lista"},
    {"title": "Utan id", "kind": "granskningsuppdrag"},
    {"id": "granskning", "kind": "granskningsuppdrag", "counties": ["Skåne län"], "areas": [{}]},
    {
        "id": "områden-i-ring",
        "title": "Ring",
        "areas": [
            {"name": "Ett", "parent": "Två"},
            {"name": "Två", "parent": "Ett"},
            {"name": "Tre", "parent": "Fyra"},
        ],
    },
    17,
    None,
    ["lista"],
]


@pytest.fixture
def report(register: Register, tmp_path: Path) -> Iterator[ImportReport]:
    """The strange file on top of the sample, undone afterwards."""
    with register.connection.begin_nested() as undone:
        yield import_agreements(joined(register.connection), _file(tmp_path, STRANGE))
        undone.rollback()


def test_every_entry_is_answered_for(report: ImportReport) -> None:
    assert len(report.records) == len(STRANGE)
    assert {one.key: one.outcome for one in report.refused} == dict.fromkeys(
        (
            "post 21",
            "post 22",
            "post 23",
            "dubbel (post 10)",
            "bara-id",
            "nummer",
            _without_id(report),
        ),
        Outcome.REFUSED,
    )
    assert all(one.faults for one in report.refused)


def test_a_refusal_never_repeats_a_personal_number(report: ImportReport) -> None:
    assert "811218" not in str(report)


def test_no_text_of_an_imported_record_is_lost(register: Register, report: ImportReport) -> None:
    lost = [
        (one.key, text)
        for one, record in _made(report, STRANGE)
        for text in _lost(register, one, record)
    ]

    assert lost == []


def test_unknown_values_keep_their_words(register: Register, report: ImportReport) -> None:
    agreement = register.record("agreements", "okanda-varden")

    assert (agreement["kind"], agreement["kindAsStated"]) == ("other", "samverkansprogram")
    assert (agreement["level"], agreement["signing"]) == ("other", "proposed")
    assert agreement["provenance"]["statedEndType"] == "tills_solen_slocknar"
    kinds = {one["nameAsStated"]: one["actorKind"] for one in agreement["parties"]}
    assert kinds == {"Rymdbolaget": "other", "Lunds kommun": "municipality", "Tullverket": "other"}
    (area,) = register.all("prioritised-areas", commitmentId=agreement["id"])
    assert area["categoryCodes"] == ["other", "violence"]
    assert (
        agreement["validity"]["answer"] == "unknown"
        if isinstance(agreement.get("validity"), dict)
        else agreement["status"] == "unknown"
    )


def test_what_is_known_of_a_broken_day_is_kept(register: Register, report: ImportReport) -> None:
    promise = register.record("citizen-promises", "trasiga-dagar")

    period = promise["period"]
    assert (period["startsOn"], period["startsOnPrecision"]) == ("2019-02-01", "month")
    assert (period["endsOn"], period["endsOnPrecision"]) == ("2019-06-30", "corrected")
    assert (promise["signedOn"], promise["signedOnPrecision"]) == ("2019-01-01", "year")
    assert promise["publishedOn"] is None
    assert promise["replacedOnUnknownDay"] is True
    notes = " ".join(promise["dataQualityNotes"])
    for stated in ("2019-02-30", "2019-06-31", "2019-13-01", "igår", "finns-inte"):
        assert stated in notes


def test_a_period_that_ends_before_it_begins_keeps_its_start(
    register: Register, report: ImportReport
) -> None:
    agreement = register.record("agreements", "bakvant")

    assert agreement["period"]["startsOn"] == "2020-01-01"
    assert agreement["period"]["endsOn"] is None
    assert "slutar innan den börjar" in " ".join(agreement["dataQualityNotes"])


def test_what_a_record_elsewhere_replaced_is_ended_on_its_day(
    register: Register, report: ImportReport
) -> None:
    agreement = register.record("agreements", "borta")

    assert (agreement["endedOn"], agreement["status"]) == ("2021-05-01", "ended")
    assert {"relation": "replacedBy", "recordId": "annan-fil"} in agreement["provenance"][
        "references"
    ]


def test_a_circle_of_parents_is_cut_and_told(register: Register, report: ImportReport) -> None:
    first, second = (register.record("agreements", key) for key in ("ring-a", "ring-b"))

    assert {first["parentId"], second["parentId"]} & {None}
    cut = first if first["parentId"] is None else second
    assert any("ring-" in note for note in cut["dataQualityNotes"])


def test_a_file_that_is_no_list_is_refused_whole(register: Register, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    for text in ('{"id": 1}', "[", '"text"', "[" * 100_000):
        broken.write_text(text, "utf-8")
        with pytest.raises(InvalidError):
            import_agreements(register.sessions, broken)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
part_keys = ["name", "type", "role", "methods", "parent", "value", "outcomes", "as_stated", "url"]
parts = st.lists(st.dictionaries(st.sampled_from(part_keys), json_values, max_size=4), max_size=3)
days = st.sampled_from(["2020-02-31", "2020", "2021-05", "2021-05-01", "0000-01-01", "9999-12-31"])
strange_records = st.lists(
    st.dictionaries(st.sampled_from(SAMPLE_KEYS), json_values | parts | days, max_size=9),
    min_size=1,
    max_size=3,
)


@given(records=strange_records)
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_file_of_the_structure_is_answered_for(
    register: Register, tmp_path: Path, records: list[Any]
) -> None:
    with register.connection.begin_nested() as undone:
        named = [record | {"id": f"nr-{place}"} for place, record in enumerate(records)]
        report = import_agreements(joined(register.connection), _file(tmp_path, named))

        assert len(report.records) == len(records)
        for one, record in _made(report, named):
            assert _lost(register, one, record) == []
        undone.rollback()


def _file(folder: Path, records: list[Any]) -> Path:
    path = folder / "strange.json"
    path.write_text(json.dumps(records), "utf-8")
    return path


def _without_id(report: ImportReport) -> str:
    (key,) = (one.key for one in report.refused if one.key.startswith("utan-id-"))
    return key


def _made(report: ImportReport, records: list[Any]) -> Iterator[tuple[RecordReport, Any]]:
    made = {one.key: one for one in report.records if one.outcome is Outcome.MADE}
    for record in records:
        stated = record.get("id") if isinstance(record, dict) else None
        key = " ".join(str(stated).split()) if isinstance(stated, str | int) else ""
        if key in made:
            yield made.pop(key), record


def _lost(register: Register, report: RecordReport, record: Any) -> list[str]:
    served = [_plain(text) for text in _texts(_served(register, report))]
    return [text for text in _texts(record) if not _stands_in(text, served)]


def _served(register: Register, report: RecordReport) -> list[Any]:
    review = "reviewAssignments" in report.made
    promise = "citizenPromises" in report.made and "agreements" not in report.made
    path = "review-assignments" if review else "citizen-promises" if promise else "agreements"
    own = register.record(path, report.key)
    served = [own]
    for name in ("prioritised-areas", "measures", "follow-ups"):
        served += register.all(name, commitmentId=own["id"])
    served += register.all("citizen-promises", parentId=own["id"])
    served += [register.get(f"actors/{one['actorId']}") for one in own.get("parties", [])]
    # A long text stands in pieces.
    served.append("".join(one["text"] for one in own["provenance"]["texts"]))
    return served


def _stands_in(text: str, served: list[str]) -> bool:
    """White space may differ; inside something kept as JSON the text is escaped."""
    written = (_plain(text), _plain(json.dumps(text, ensure_ascii=False)[1:-1]))
    coded = text in CODED or not written[0]
    return coded or any(form in one for form in written for one in served)


CODED = {"medborgarlofte", "granskningsuppdrag", "kommun", "part", "vald", "2020"}


def _plain(text: str) -> str:
    return "".join(without_controls(text).split())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
