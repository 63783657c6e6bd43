"""Each sheet's rows on known records, as plain values, on both engines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.models import IndicatorValue, Replacement
from app.models.actors import ActorKind
from app.models.commitments import EndType, Level
from app.models.methods import EvidenceQuality
from tests import make
from tests.workers.annual_report.a_county import filled_county, measure, method, municipal, saved
from workers.annual_report.scope import ReportScope, report_scope
from workers.annual_report.sheet import Row, Sheet
from workers.annual_report.sheets import SHEETS

KNOWN_AT = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
MAKERS = dict(SHEETS)


@pytest.fixture
def scope(session: Session) -> ReportScope:
    make.county(session)
    return report_scope("04", "Södermanlands län", 2024, KNOWN_AT)


@pytest.fixture
def filled(session: Session, scope: ReportScope) -> ReportScope:
    filled_county(session)
    return scope


@dataclass(frozen=True)
class Made:
    """A sheet whose rows have been read."""

    sheet: Sheet
    rows: list[Row]

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.sheet.columns]


def sheet(session: Session, scope: ReportScope, name: str) -> Made:
    made = MAKERS[name](session, scope)
    return Made(made, list(made.rows))


def shown(made: Made, *headings: str) -> list[Row]:
    """The rows, narrowed to some columns."""
    places = [made.headings.index(heading) for heading in headings]
    return [tuple(row[place] for place in places) for row in made.rows]


def row_of(made: Made, value: str) -> dict[str, object]:
    (row,) = [row for row in made.rows if value in row]
    return dict(zip(made.headings, row, strict=True))


@pytest.mark.parametrize("name", MAKERS)
def test_a_sheet_has_its_name_unique_headings_and_rows_as_wide_as_they(
    session: Session, filled: ReportScope, name: str
) -> None:
    made = sheet(session, filled, name)

    headings = made.headings
    assert (made.sheet.name, len(set(headings))) == (name, len(headings))
    assert made.rows
    assert {len(row) for row in made.rows} == {len(headings)}
    assert headings[-2:] == ["Post-id", "Version"]
    assert all(column.hidden for column in made.sheet.columns[-2:])
    assert made.sheet.table_name.isascii()


@pytest.mark.parametrize("name", MAKERS)
def test_a_key_knows_one_row_of_a_sheet(session: Session, filled: ReportScope, name: str) -> None:
    made = sheet(session, filled, name)

    keys = Counter(tuple(row[place] for place in made.sheet.key) for row in made.rows)
    assert made.sheet.key
    assert [key for key, times in keys.items() if times > 1 or not any(key)] == []


@pytest.mark.parametrize("name", MAKERS)
def test_a_column_has_values_of_one_kind(session: Session, filled: ReportScope, name: str) -> None:
    """Only that a group is small may stand among numbers."""
    made = sheet(session, filled, name)

    for heading, *cells in zip(made.headings, *made.rows, strict=True):
        kinds = {type(cell) for cell in cells if cell not in (None, "färre än 5")}
        assert len(kinds) <= 1, heading


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in ("Definitioner",)])
def test_a_county_without_records_has_sheets_that_claim_nothing(
    session: Session, scope: ReportScope, name: str
) -> None:
    made = sheet(session, scope, name)

    counted = [cell for row in made.rows for cell in row if isinstance(cell, Decimal)]
    assert counted == []


def test_kommuner_has_a_row_per_municipality_and_requirement(
    session: Session, filled: ReportScope
) -> None:
    made = sheet(session, filled, "Kommuner")

    rows = shown(made, "Kommun", "Krav", "Svar", "Underlagets dag", "Håller till och med")
    assert len(rows) == 40
    assert rows[0] == ("Nyköping", "L02", "? uppgift saknas", None, None)
    oxelosund = {row[1]: row[2:] for row in rows if row[0] == "Oxelösund"}
    assert oxelosund["L03"] == ("◐ delvis", date(2023, 10, 2), None)
    assert oxelosund["L08"] == ("✓ uppfyllt", date(2023, 10, 2), date(2025, 10, 2))
    assert oxelosund["L12"] == ("✓ uppfyllt", date(2023, 12, 12), date(2027, 12, 31))
    assert oxelosund["L22"] == ("✓ uppfyllt", date(2024, 6, 12), date(2025, 6, 12))
    assert oxelosund["L21"] == ("? uppgift saknas", None, None)


def test_a_county_agreement_gives_its_municipalities_none_of_their_own(
    session: Session, scope: ReportScope
) -> None:
    make.municipality(session)
    regional = make.agreement(session, level=Level.COUNTY, municipality_codes=["0481"])
    board = make.actor(
        session, "Länsstyrelsen", kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD, county_code="04"
    )
    make.party(session, regional, board)

    rows = shown(sheet(session, scope, "Kommuner"), "Krav", "Svar")

    assert ("L12", "? uppgift saknas") in rows


def test_a_party_that_has_left_has_no_agreement_of_its_own(
    session: Session, scope: ReportScope
) -> None:
    home = municipal(session, "0481", "Oxelösund")
    make.party(session, make.agreement(session), home, left_on=date(2024, 6, 30))

    assert ("L12", "? uppgift saknas") in shown(sheet(session, scope, "Kommuner"), "Krav", "Svar")


def test_overenskommelser_names_parties_status_and_areas(
    session: Session, filled: ReportScope
) -> None:
    row = row_of(sheet(session, filled, "Överenskommelser"), "Samverkansöverenskommelse Oxelösund")

    assert row["Parter"] == "Oxelösunds kommun\nLokalpolisområde Nyköping"
    assert row["Läge 31 december"] == "gäller"
    assert row["Prioriterade områden"] == "Stöld- och tillgreppsbrott"
    assert (row["Del 1"], row["Del 2"]) == ("ja", "uppgift saknas")
    assert row["Länsöverskridande"] == "nej"


def test_only_what_may_have_held_some_day_of_the_year_is_listed(
    session: Session, scope: ReportScope
) -> None:
    make.municipality(session)
    here = {"municipality_codes": ["0481"]}
    make.agreement(
        session, "Gammal", ends_on=date(2023, 12, 31), starts_on=date(2020, 1, 1), **here
    )
    make.agreement(session, "Ny", starts_on=date(2025, 1, 1), **here)
    make.agreement(session, "Sista dagen", ends_on=date(2024, 1, 1), end_type=EndType.FIXED, **here)
    make.agreement(session, "Oklar", ends_on=None, **here)

    made = sheet(session, scope, "Överenskommelser")

    assert shown(made, "Överenskommelse", "Läge 31 december") == [
        ("Oklar", "oklart"),
        ("Sista dagen", "har löpt ut"),
    ]


def test_the_newer_and_the_older_name_each_other(session: Session, scope: ReportScope) -> None:
    make.municipality(session)
    here = {"municipality_codes": ["0481"]}
    older = make.agreement(session, "Den äldre", **here)
    newer = make.agreement(session, "Den nya", **here)
    link = Replacement(commitment_id=newer.id, replaced_id=older.id, replaced_on=date(2024, 3, 1))
    saved(session, link)

    made = sheet(session, scope, "Överenskommelser")

    assert shown(made, "Överenskommelse", "Läge 31 december", "Ersätter eller ersatt av") == [
        ("Den nya", "gäller", "ersätter Den äldre (2024-03-01)"),
        ("Den äldre", "ersatt", "ersatt av Den nya (2024-03-01)"),
    ]


def test_an_agreement_of_two_counties_is_in_both_and_marked(
    session: Session, scope: ReportScope
) -> None:
    here, there = municipal(session, "0481", "Oxelösund"), municipal(session, "0580", "Linköping")
    shared = make.agreement(session, "Gemensam", municipality_codes=["0481", "0580"])
    make.party(session, shared, here)
    make.party(session, shared, there)
    other = report_scope("05", "Län 05", 2024, KNOWN_AT)

    ours, theirs = (sheet(session, one, "Överenskommelser") for one in (scope, other))

    assert shown(ours, "Länsöverskridande") == [("länsöverskridande: även Län 05",)]
    assert shown(theirs, "Länsöverskridande") == [("länsöverskridande: även Södermanlands län",)]
    summary = row_of(sheet(session, scope, "Sammanfattning"), "varav länsöverskridande")
    assert (summary["Antal (n)"], summary["Av (N)"]) == (1, 1)


def test_prioriterade_omraden_counts_measures_by_progress(
    session: Session, filled: ReportScope
) -> None:
    row = row_of(sheet(session, filled, "Prioriterade områden"), "Stöld- och tillgreppsbrott")

    assert (row["Åtgärder"], row["Genomförda"], row["Läge saknas"]) == (2, 1, 1)
    assert (row["Kategorier"], row["Orsaker analyserade"]) == ("Barn och unga", "ja")
    assert row["Metoder"] == "SSPF"


def test_metoder_counts_a_shared_measure_once_and_shows_it_in_each_municipality(
    session: Session, scope: ReportScope
) -> None:
    make.municipality(session, "0480", "Nyköping")
    make.municipality(session, "0481", "Oxelösund")
    make.municipality(session, "0488", "Trosa")
    shared = make.agreement(session, municipality_codes=["0480", "0481"])
    known = method(session)
    measure(session, "SSPF i två kommuner", commitment_id=shared.id, method_id=known.id)
    ronder = measure(session, "Ronder", commitment_id=shared.id, is_named_method=True)
    ronder.method_as_stated = "Rondering"
    session.flush()

    made = sheet(session, scope, "Metoder")

    columns = ("Metod", "I katalogen", "Åtgärder", "Kommuner", "Nyköping", "Oxelösund", "Trosa")
    assert shown(made, *columns) == [
        ("SSPF", "ja", 1, 2, 1, 1, None),
        ("Rondering", "nej", 1, 2, 1, 1, None),
    ]


def test_metoder_says_of_the_effect_what_the_register_says(
    session: Session, scope: ReportScope
) -> None:
    """In the words of `app.words`, which the API's codes have too."""
    known = method(session)
    known.evidence_quality, known.caution = EvidenceQuality.LIMITED, "Kräver samtycke."
    known.evidence_source, known.evidence_year = "Socialstyrelsen", 2017
    session.flush()

    made = sheet(session, scope, "Metoder")

    columns = ("Vad man vet om effekten", "Underlag", "Att tänka på", "Källa")
    said = ("oklart", "enstaka eller små studier", "Kräver samtycke.", "Socialstyrelsen, 2017")
    assert shown(made, *columns) == [said]


def test_a_method_of_the_county_is_not_its_municipalities(
    session: Session, scope: ReportScope
) -> None:
    make.municipality(session)
    regional = make.agreement(session, level=Level.COUNTY, stated_county_codes=["04"])
    measure(session, "EST i länet", commitment_id=regional.id, method_id=method(session).id)

    made = sheet(session, scope, "Metoder")

    assert shown(made, "Åtgärder", "Kommuner", "På länsnivå", "Oxelösund") == [(1, 0, 1, None)]


def test_medborgarloften_say_whether_they_were_fed_back(
    session: Session, filled: ReportScope
) -> None:
    row = row_of(sheet(session, filled, "Medborgarlöften"), "Medborgarlöfte Oxelösund 2024")

    assert row["Återkopplat"] == date(2024, 12, 10)
    assert row["Medborgardialog"] is None


def test_lagesbilder_och_atgardsplaner_show_when_the_clock_runs_out(
    session: Session, filled: ReportScope
) -> None:
    made = sheet(session, filled, "Lägesbilder och åtgärdsplaner")

    assert shown(made, "Slag", "Kommuner", "Övrig information", "Ny senast") == [
        ("lägesbild, gemensam", "Oxelösund", "uppgift saknas", date(2025, 10, 2)),
        ("åtgärdsplan enligt lagen", "Nyköping", None, None),
        ("åtgärdsplan enligt lagen", "Oxelösund", None, date(2026, 5, 22)),
    ]


def test_uppfoljningar_show_rules_with_fewer_than_agreed_first(
    session: Session, filled: ReportScope
) -> None:
    made = sheet(session, filled, "Uppföljningar")

    assert shown(made, "Rad", "Gäller", "Läge", "Resultat", "Indikatorer före och efter") == [
        (
            "regel: färre registrerade än avtalat",
            "överenskommelse",
            None,
            "1 registrerade av 2 avtalade under 2024",
            None,
        ),
        (
            "genomförd uppföljning",
            "prioriterat område",
            "▲ gul",
            "Färre stölder men oförändrad otrygghet.",
            "Anmälda stölder: 97 (före 120)",
        ),
    ]


def test_regional_samordning_counts_against_what_was_agreed_and_names_the_missing(
    session: Session, filled: ReportScope
) -> None:
    made = sheet(session, filled, "Regional samordning")

    rows = shown(made, "Uppgift", "Antal (n)", "Av (N)", "Andel", "Beskrivning")
    shares = shown(made, "Uppgift", "Andel", "Andel på andra uppgifter")
    assert ("Länsnätverket", 3, 4, Decimal("0.75"), _rhythm()) in rows
    assert ("Styrgruppen", None, None, None, _nothing()) in rows
    visited = "besök är inte registrerat för: Nyköping"
    assert ("Kommuner som fått besök", 1, 2, Decimal("0.5"), visited) in rows
    regional = "regional samordnare: Länsstyrelsen i Södermanlands län"
    assert (regional, Decimal(1), Decimal("0.2")) in shares
    council = (
        "avtalad rytm: uppgift saknas. Oxelösund; kommunen leder: ja; medlemmar utanför kommunen "
        "i ledande ställning: 1 av 1"
    )
    assert ("Oxelösunds brottsförebyggande råd", 2, None, None, council) in rows


def _nothing() -> str:
    return "avtalad rytm: uppgift saknas; inga möten är registrerade"


def _rhythm() -> str:
    return "enligt Länsövergripande överenskommelse (från 2024-01-01)"


def test_a_cancelled_meeting_was_not_held(session: Session, scope: ReportScope) -> None:
    group = make.forum(session, "Styrgruppen", county_code="04", kind="steeringGroup")
    make.meeting(session, "2024-05-01", forum_id=group.id)
    make.meeting(session, "2024-06-01", forum_id=group.id, cancelled=True)
    make.meeting(session, "2023-06-01", forum_id=group.id)

    made = sheet(session, scope, "Regional samordning")

    assert ("Styrgruppen", 1) in shown(made, "Uppgift", "Antal (n)")


def test_stodbehov_say_how_they_were_met(session: Session, filled: ReportScope) -> None:
    row = row_of(sheet(session, filled, "Stödbehov"), "Orsaksanalys")

    assert (row["Läge"], row["Hur det möttes"]) == ("tillgodosett", "Utbildningsdag")
    assert row["Vid besök"] == "Besök i Oxelösund"


def test_granskning_shows_the_verdicts_of_reviewer_and_register(
    session: Session, filled: ReportScope
) -> None:
    made = sheet(session, filled, "Granskning")

    (row,) = [dict(zip(made.headings, one, strict=True)) for one in made.rows]
    assert row["Överenskommelse eller löfte"] == "Samverkansöverenskommelse Oxelösund"
    assert row["Granskningsuppdrag"] == "Granskning av alla överenskommelser i länet"
    assert (row["Granskad"], row["Slag"]) == (date(2024, 9, 17), "överenskommelse")
    said = {key: row[key] for key in ("Q01", "Q06", "Q09", "Q16", "Q22")}
    assert said == {
        "Q01": "✓ uppfyllt",
        "Q06": "◐ delvis",
        "Q09": "✗ inte uppfyllt",
        "Q16": "? går inte att bedöma",
        "Q22": None,
    }
    counts = {key: cell for key, cell in row.items() if key.startswith(("Granskaren: ", "Regist"))}
    assert list(counts.values())[:4] == [2, 1, 1, 1]
    assert sum(int(str(cell)) for cell in list(counts.values())[4:]) == 22


def test_granskning_has_the_latest_review_of_each_assignment_by_the_day(
    session: Session, scope: ReportScope
) -> None:
    agreement = make.agreement(session, municipality_codes=[make.municipality(session).code])
    of = {"commitment_id": agreement.id}
    first, second = (make.review_assignment(session, title) for title in ("Ett", "Två"))
    make.review(session, "I uppdrag ett", review_assignment_id=first.id, **of)
    make.review(session, "I uppdrag två", review_assignment_id=second.id, **of)
    make.review(session, "Utan uppdrag", reviewed_on=date(2024, 3, 1), **of)
    make.review(session, "Utan uppdrag, senare", reviewed_on=date(2024, 4, 1), **of)
    make.review(session, "Året efter", reviewed_on=date(2025, 1, 1), **of)
    make.review(session, "Avslutad", reviewed_on=date(2024, 5, 1), ended_on=date(2024, 6, 1), **of)
    elsewhere = make.agreement(
        session, municipality_codes=[make.municipality(session, "0580").code]
    )
    make.review(session, "I annat län", commitment_id=elsewhere.id)

    rows = shown(sheet(session, scope, "Granskning"), "Granskningsuppdrag", "Sammanfattning")

    assert sorted(rows, key=str) == [
        ("Ett", "I uppdrag ett"),
        ("Två", "I uppdrag två"),
        (None, "Utan uppdrag, senare"),
    ]


def test_kommuner_shows_the_answer_of_the_year_before(
    session: Session, filled: ReportScope
) -> None:
    rows = shown(sheet(session, filled, "Kommuner"), "Kommun", "Krav", "Svar", "Svar året före")

    assert ("Oxelösund", "L06", "✓ uppfyllt", "– ej tillämpligt") in rows
    assert ("Oxelösund", "L02", "✓ uppfyllt", "✓ uppfyllt") in rows
    assert ("Oxelösund", "L22", "✓ uppfyllt", "? uppgift saknas") in rows


def test_the_clock_of_a_plan_is_not_started_by_what_came_before_its_decision(
    session: Session, scope: ReportScope
) -> None:
    plan = make.action_plan(session, decided_on=date(2024, 5, 22), decided_by="kommunfullmäktige")
    make.follow_up(session, action_plan_id=plan.id, done_on=date(2024, 3, 1))

    made = sheet(session, scope, "Lägesbilder och åtgärdsplaner")

    columns = ("Senast uppföljd", "Ny senast")
    assert shown(made, *columns) == [(date(2024, 3, 1), date(2026, 5, 22))]


def test_what_was_measured_stands_with_its_own_follow_up(
    session: Session, scope: ReportScope
) -> None:
    """Of several follow-ups, some without values, on days in another order than they were made."""
    agreement = make.agreement(session, municipality_codes=[make.municipality(session).code])
    measured = {"Sen": ["a", "b"], "Tom": [], "Tidig": ["c"], "Sist": ["d"]}
    days = {"Sen": 9, "Tom": 8, "Tidig": 1, "Sist": 12}
    for summary, values in measured.items():
        make.follow_up(
            session,
            summary,
            commitment_id=agreement.id,
            done_on=date(2024, days[summary], 1),
            values=[
                IndicatorValue(what=what, value_as_stated="1", position=place)
                for place, what in enumerate(values)
            ],
        )

    made = sheet(session, scope, "Uppföljningar")

    assert shown(made, "Resultat", "Indikatorer före och efter") == [
        ("Tidig", "c: 1"),
        ("Tom", None),
        ("Sen", "a: 1\nb: 1"),
        ("Sist", "d: 1"),
    ]


def test_follow_ups_are_read_as_they_are_written_away(
    session: Session, filled: ReportScope
) -> None:
    made = MAKERS["Uppföljningar"](session, filled)

    assert isinstance(made.rows, Iterator)


def test_datakvalitet_names_the_record_to_mend(session: Session, filled: ReportScope) -> None:
    made = sheet(session, filled, "Datakvalitet")

    rows = shown(made, "Kommun eller län", "Post", "Titel", "Brist", "Beskrivning", "Fält")
    walks = ("Oxelösund", "åtgärd", "Trygghetsvandringar", "? saknas")
    assert (*walks, "ansvarig saknas", "actors") in rows
    unanswered = ("Nyköping", "självskattning", "Nyköping", "? saknas")
    about = "Lägesbild över brottsligheten finns (4 §): uppgift saknas"
    assert (*unanswered, about, "municipalityCodes") in rows
    assert all(row[-2] for row in made.rows)


def test_sammanfattning_shows_n_of_n_and_the_year_before(
    session: Session, filled: ReportScope
) -> None:
    made = sheet(session, filled, "Sammanfattning")

    row = row_of(made, "L02")
    assert (row["Antal (n)"], row["Av (N)"], row["Andel"]) == (1, 2, Decimal("0.5"))
    assert (row["Året före (n)"], row["Året före, andel"]) == (1, Decimal("0.5"))
    assert (row["Förändring (n)"], row["Förändring, andel"]) == (0, 0)
    assert (row["Uppgift saknas"], row["Uppgift saknas för"]) == (1, "Nyköping")
    plans = row_of(made, "L06")
    assert (plans["Antal (n)"], plans["Året före (n)"], plans["Förändring (n)"]) == (1, None, None)


def test_the_charts_point_at_their_own_rows(session: Session, filled: ReportScope) -> None:
    made = sheet(session, filled, "Sammanfattning")

    charts = made.sheet.charts
    pointed = [{made.rows[place][0] for place in (one.first, one.last)} for one in charts]
    assert pointed == [
        {"Lagen, självskattning"},
        {"Områden per kategori"},
        {"Metoder, antal kommuner"},
        {"Överenskommelser per år"},
        {"Medborgarlöften per år"},
    ]
    assert "Barn och unga 1" in charts[1].alt
    assert [one.kind for one in charts] == ["stackedBars", "bars", "bars", "columns", "columns"]
    assert charts[3].alt.endswith("2020 0; 2021 0; 2022 0; 2023 0; 2024 2.")
