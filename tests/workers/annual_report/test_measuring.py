"""Every indicator of the form, reckoned by hand on a county of two municipalities."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.models import Activity, ActivityParticipants, Cause, FollowUpRule, ForumRhythm
from app.models.activities import ActivityKind
from app.models.forums import ForumKind
from app.models.measures import Progress
from app.report_form import MEASURES
from app.settings import settings
from tests import make
from tests.workers.annual_report.a_county import filled_county, measure, method, municipal, saved
from workers.annual_report.indicators import Figure
from workers.annual_report.measuring import indicators
from workers.annual_report.scope import ReportScope, report_scope
from workers.annual_report.sheets.coordination import coordination_sheet
from workers.annual_report.sheets.definitions import definitions_sheet
from workers.annual_report.sheets.follow_ups import follow_ups_sheet
from workers.annual_report.sheets.summary import summary_sheet

KNOWN_AT = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
ALL = [f"I{number:02}" for number in range(1, 26)]


@pytest.fixture
def scope(session: Session) -> ReportScope:
    make.county(session)
    return report_scope("04", "Södermanlands län", 2024, KNOWN_AT)


@pytest.fixture
def filled(session: Session, scope: ReportScope) -> ReportScope:
    filled_county(session)
    return scope


def figures(session: Session, scope: ReportScope, id: str) -> list[Figure]:
    return [one.figure for one in indicators(session, scope) if one.figure.id == id]


def figure(session: Session, scope: ReportScope, id: str) -> Figure:
    (found,) = figures(session, scope, id)
    return found


def told(found: Figure) -> tuple[object, ...]:
    return (found.n, found.of, found.partly, found.no, found.missing)


def test_every_indicator_is_in_the_form_in_the_summary_and_among_the_definitions(
    session: Session, filled: ReportScope
) -> None:
    """Some are asked in parts, as I13c and I13s."""
    asked = [one.id for one in MEASURES]
    shown = {str(row[1]) for row in summary_sheet(session, filled).rows}
    defined = {str(row[0]): row for row in definitions_sheet(session, filled).rows}

    assert {re.sub("[a-z]$", "", one) for one in asked} == set(ALL)
    assert set(asked) <= shown
    assert all(None not in defined[one][:9] for one in asked)


NOBODY = ("Nyköping", "Oxelösund")
BY_HAND = {
    # id: n, of, partly, no, missing
    "I01": (1, 2, 1, 0, ()),
    "I02": (1, 2, 0, 0, ("Nyköping",)),
    "I02b": (0, 1, 0, 1, ()),
    "I03": (1, 2, 1, 0, ()),
    "I04": (1, 2, 0, 0, ("Nyköping",)),
    "I04b": (1, 1, None, None, ()),
    "I05": (1, 2, 1, 0, ()),
    "I06": (2, 3, None, None, ("Trygghetsvandringar",)),
    "I07": (1, 2, 0, 0, ("Nyköping",)),
    "I07b": (1, None, None, None, None),
    "I08": (2, 2, None, 0, ()),
    "I08b": (0, 2, None, None, None),
    "I08c": (1, 2, 0, 0, ("Nyköping",)),
    "I09": (1, 2, 0, 0, ("Nyköping",)),
    "I09b": (1, 2, 0, 0, ("Nyköping",)),
    "I09c": (1, 2, 0, 0, ("Nyköping",)),
    "I09d": (1, 2, 0, 0, ("Nyköping",)),
    "I10": (1, 2, 0, 0, ("Nyköping",)),
    "I11": (0, 2, 0, 0, NOBODY),
    "I12": (0, 1, 1, 0, ()),
    "I13c": (2, 3, None, None, ("Nyköping",)),
    "I13s": (0, 3, None, None, ("Nyköping", "Oxelösund", "Lokalpolisområde Nyköping")),
    "I14": (1, 1, None, None, ()),
    "I15": (3, 4, None, None, ()),
    "I16": (None, None, None, None, ("Styrgruppen",)),
    "I17": (2, None, None, None, None),
    "I17b": (12, None, None, None, ()),
    "I18": (1, 2, None, None, ("Nyköping",)),
    "I19": (1, None, None, None, None),
    "I20": (1, 1, 0, 0, None),
    "I21": (1, 1, None, None, ()),
    "I21b": (2, 2, 0, 0, ()),
    "I22": (1, 1, None, 0, ()),
    "I22b": (1, 1, None, None, ()),
    "I23": (1, 1, None, None, None),
    "I23b": (1, 2, None, None, None),
    "I24": (1, None, None, None, None),
    "I25": (1, 2, None, 0, ("Orsaksanalys i länet",)),
}


def test_the_figures_are_those_reckoned_by_hand(session: Session, filled: ReportScope) -> None:
    found = {one.figure.id: told(one.figure) for one in indicators(session, filled)}

    assert {one: found[one] for one in BY_HAND} == BY_HAND


def test_the_grades_are_told_as_their_mean_and_no_answer_as_none(
    session: Session, filled: ReportScope
) -> None:
    assert figure(session, filled, "I13c").note == "medelvärde 3,5"
    assert figure(session, filled, "I13s").note is None


@pytest.mark.parametrize(
    ("answer", "counted"), [("yes", (1, 0, 0)), ("partly", (0, 1, 0)), ("no", (0, 0, 1))]
)
def test_a_police_area_answers_of_its_strategy_itself(
    session: Session, scope: ReportScope, answer: str, counted: tuple[int, int, int]
) -> None:
    make.municipality(session, "0481")
    for name, given in (("LPO Norr", answer), ("LPO Söder", None)):
        area = make.actor(session, name, kind="localPoliceArea", county_code="04")
        if given:
            make.indicator_answer(session, area, "I12", answer=given)

    found = figure(session, scope, "I12")

    assert (found.n, found.partly, found.no) == counted
    assert (found.of, found.missing) == (2, ("LPO Söder",))


@pytest.mark.parametrize(
    ("decided_on", "amount", "counted"),
    [
        (date(2024, 12, 31), 1, (1, 0, ())),
        (date(2024, 12, 31), 0, (0, 1, ())),
        (date(2024, 12, 31), None, (0, 0, ("Bidraget",))),
        (date(2025, 1, 1), 1, (0, 0, ("Bidraget",))),
        (None, None, (0, 0, ("Bidraget",))),
    ],
)
def test_a_grant_is_granted_by_the_day_or_not_yet(
    session: Session,
    scope: ReportScope,
    decided_on: date | None,
    amount: int | None,
    counted: tuple[object, ...],
) -> None:
    make.state_grant(session, "Bidraget", decided_on=decided_on, granted_amount=amount)

    found = figure(session, scope, "I25")

    assert (found.n, found.no, found.missing) == counted


def test_grants_are_listed_with_their_sums_as_of_the_day(
    session: Session, filled: ReportScope
) -> None:
    rows = [row for row in coordination_sheet(session, filled).rows if row[0] == "Statsbidrag"]

    assert [(row[1], row[2], row[3], row[6], row[7], row[9], row[10]) for row in rows] == [
        ("Sökta statsbidrag, därav beviljade", 1, 2, None, None, 400_000, 250_000),
        (
            "Orsaksanalys i länet: Länsstyrelsen i Södermanlands län",
            *(None, None, None, "sökt", 100_000, None),
        ),
        (
            "Trygga kvällar: Oxelösunds kommun",
            *(None, None, date(2024, 12, 31), "beviljat", 300_000, 250_000),
        ),
    ]


def test_a_municipality_that_is_not_asked_by_the_law_yet_is_not_counted(
    session: Session, filled: ReportScope
) -> None:
    assert told(figure(session, filled.year_before, "I05")) == (None, 0, None, None, ())


def test_the_shares_of_several_coordinators_are_told_as_their_mean(
    session: Session, filled: ReportScope
) -> None:
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    regional = {"kind": "regionalCoordinator"}
    make.function(session, board, **regional, percent_of_full_time=50)
    make.function(session, board, **regional, title="Strateg")

    full, other = figure(session, filled, "I14"), figure(session, filled, "I14b")

    assert (full.n, full.of, full.share, full.missing) == (2, 3, Decimal("0.75"), ("Strateg",))
    assert (other.n, other.of, other.share) == (1, 3, Decimal("0.2"))


def test_meetings_of_the_steering_group_are_not_those_of_the_network(
    session: Session, scope: ReportScope
) -> None:
    regional = make.agreement(session, level="county", stated_county_codes=["04"])
    group = make.forum(session, "Styrgrupp län", kind=ForumKind.STEERING_GROUP, county_code="04")
    local = make.forum(session, "Styrgrupp Trosa", kind=ForumKind.STEERING_GROUP)
    municipal_one = make.agreement(session, municipality_codes=[make.municipality(session).code])
    for agreement, forum, times in ((regional, group, 2), (municipal_one, local, 6)):
        rhythm = ForumRhythm(
            commitment_id=agreement.id,
            forum_id=forum.id,
            name_as_stated="styrgruppen",
            times_per_year=times,
        )
        saved(session, rhythm)
    stated = ForumRhythm(
        commitment_id=regional.id, name_as_stated="Regionala nätverket", times_per_year=4
    )
    saved(session, stated)
    for day in ("2024-02-01", "2024-05-02", "2024-09-03"):
        make.meeting(session, day, forum_id=group.id)

    steering, network = figure(session, scope, "I16"), figure(session, scope, "I15")

    assert (steering.label, steering.n, steering.of) == ("Möten: Styrgrupp län", 3, 2)
    assert (network.label, network.n, network.of) == ("Möten: Regionala nätverket", None, 4)
    others = [row[1] for row in coordination_sheet(session, scope).rows if "forum" in str(row[0])]
    assert others == ["Styrgrupp Trosa"]


def test_two_agreements_that_set_a_rhythm_for_one_forum_are_told_apart(
    session: Session, scope: ReportScope
) -> None:
    network = make.forum(session, "Nätverket", kind=ForumKind.NETWORK, county_code="04")
    for title, times in (("Den ena", 2), ("Den andra", 4)):
        agreement = make.agreement(session, title, level="county", stated_county_codes=["04"])
        rhythm = ForumRhythm(
            commitment_id=agreement.id,
            forum_id=network.id,
            name_as_stated="nätverket",
            times_per_year=times,
        )
        saved(session, rhythm)

    labels = [one.label for one in figures(session, scope, "I15")]

    assert labels == ["Möten: Nätverket (Den andra)", "Möten: Nätverket (Den ena)"]


def test_causes_of_a_whole_hold_for_its_parts_and_some_is_not_all(
    session: Session, scope: ReportScope
) -> None:
    home = municipal(session, "0481", "Oxelösund")
    agreement = make.agreement(session)
    make.party(session, agreement, home)
    whole = make.prioritised_area(
        session, "Ungdomar", commitment_id=agreement.id, causes=[Cause(text="Få vuxna ute")]
    )
    make.prioritised_area(session, "Skolan", commitment_id=agreement.id, parent_id=whole.id)
    assert told(figure(session, scope, "I04")) == (1, 1, 0, 0, ())

    make.prioritised_area(session, "Stöld", commitment_id=agreement.id)

    assert told(figure(session, scope, "I04")) == (0, 1, 1, 0, ())
    assert told(figure(session, scope, "I04b")) == (2, 3, None, None, ("Stöld",))


def test_a_follow_up_of_what_is_under_an_agreement_follows_the_municipality_up(
    session: Session, scope: ReportScope
) -> None:
    home = municipal(session, "0481", "Oxelösund")
    make.municipality(session, "0488", "Trosa")
    agreement, plan = make.agreement(session), make.action_plan(session, municipality_code="0488")
    make.party(session, agreement, home)
    under = make.measure(session, commitment_id=agreement.id)
    make.follow_up(session, measure_id=under.id, done_on=date(2024, 12, 31))
    make.follow_up(session, action_plan_id=plan.id, done_on=date(2025, 1, 1))
    gone = make.follow_up(session, action_plan_id=plan.id, done_on=date(2024, 6, 1))
    gone.ended_on = date(2024, 7, 1)
    session.flush()

    assert told(figure(session, scope, "I07")) == (1, 2, 0, 0, ("Trosa",))


def test_a_promise_fed_back_after_the_day_was_not_so_on_it(
    session: Session, scope: ReportScope
) -> None:
    here = {"municipality_codes": [make.municipality(session).code]}
    make.citizen_promise(session, "I tid", fed_back_on=date(2024, 12, 31), **here)
    make.citizen_promise(session, "Sent", fed_back_on=date(2025, 1, 1), **here)
    make.citizen_promise(session, "Okänd dag", fed_back_how="Öppet hus", **here)
    make.citizen_promise(session, "Inte alls", **here)

    assert told(figure(session, scope, "I22b")) == (2, 4, None, None, ("Inte alls", "Sent"))


def test_a_cancelled_measure_is_tied_to_nothing_and_counted_nowhere(
    session: Session, filled: ReportScope
) -> None:
    agreement = make.agreement(session, municipality_codes=["0481"])
    measure(session, "Inställd", commitment_id=agreement.id, progress=Progress.CANCELLED)

    assert told(figure(session, filled, "I06")) == BY_HAND["I06"]


def test_measures_of_a_plan_that_ran_out_before_the_year_are_not_in_it(
    session: Session, filled: ReportScope
) -> None:
    old = make.action_plan(session, municipality_code="0481", valid_to=date(2023, 12, 31))
    measure(session, "Gammal", action_plan_id=old.id)
    assert told(figure(session, filled, "I06")) == BY_HAND["I06"]

    old.valid_to = date(2024, 1, 1)
    session.flush()

    assert figure(session, filled, "I06").of == 4


def test_a_method_is_used_by_the_municipality_whose_agreement_names_it(
    session: Session, scope: ReportScope
) -> None:
    """By being a party, whomever it covers; what the county agreed is not its municipalities'."""
    home = municipal(session, "0481", "Oxelösund")
    agreement = make.agreement(session)
    make.party(session, agreement, home)
    known = method(session)
    measure(session, "SSPF-möten", commitment_id=agreement.id, method_id=known.id)
    regional = make.agreement(session, level="county", municipality_codes=["0481"])
    outside = method(session, "est", "EST")
    measure(session, "EST i länet", commitment_id=regional.id, method_id=outside.id)

    found = {one.label: (one.n, one.of) for one in figures(session, scope, "I23b")}

    assert found == {"SSPF": (1, 1)}


def test_what_held_at_the_end_of_each_year_is_compared_with_the_year_before_it(
    session: Session, scope: ReportScope
) -> None:
    here = {"municipality_codes": [make.municipality(session).code]}
    make.agreement(
        session, "Gammal", starts_on=date(2021, 3, 1), ends_on=date(2023, 12, 31), **here
    )
    make.agreement(session, "Ny", starts_on=date(2023, 12, 31), **here)
    make.agreement(session, "Utan slut", starts_on=date(2024, 5, 1), ends_on=None, **here)
    make.citizen_promise(session, "Löftet", **here)

    rows = [row for row in summary_sheet(session, scope).rows if row[1] == "I08d"]

    assert [(row[2], row[3], row[9], row[13]) for row in rows] == [
        ("2020", 0, 0, None),
        ("2021", 1, 0, None),
        ("2022", 1, 1, None),
        ("2023", 2, 1, None),
        ("2024", 1, 2, "Utan slut"),
    ]
    assert [one.n for one in figures(session, scope, "I22c")] == [0, 0, 0, 0, 1]


def test_nothing_is_reckoned_from_a_year_that_nothing_is_known_of(
    session: Session, filled: ReportScope
) -> None:
    rows = {row[1]: row for row in summary_sheet(session, filled).rows}

    assert rows["I18"][9:15] == (0, None, None, None, "Nyköping", "Nyköping, Oxelösund")
    assert rows["I02"][9:13] == (1, Decimal("0.5"), 0, Decimal(0))


def test_a_rule_counts_what_was_followed_up_under_the_agreement(
    session: Session, scope: ReportScope
) -> None:
    agreement = make.agreement(
        session, "Avtalet", municipality_codes=[make.municipality(session).code]
    )
    twice = FollowUpRule(commitment_id=agreement.id, as_stated="två gånger", times_per_year=2)
    saved(session, twice)
    area = make.prioritised_area(session, commitment_id=agreement.id)
    make.follow_up(session, prioritised_area_id=area.id, done_on=date(2024, 2, 1))
    gone = make.follow_up(session, commitment_id=agreement.id, done_on=date(2024, 3, 1))
    gone.ended_on = date(2024, 4, 1)
    session.flush()
    assert _fewer(session, scope) == ["1 registrerade av 2 avtalade under 2024"]

    make.follow_up(session, rule_id=twice.id, commitment_id=agreement.id, done_on=date(2024, 9, 1))

    assert _fewer(session, scope) == []


def _fewer(session: Session, scope: ReportScope) -> list[object]:
    rows = follow_ups_sheet(session, scope).rows
    return [row[10] for row in rows if str(row[0]).startswith("regel")]


@pytest.fixture
def least(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def held(session: Session, *counts: int | None) -> None:
    home = municipal(session, "0481", "Oxelösund")
    for place, count in enumerate(counts):
        training = Activity(
            kind=ActivityKind.TRAINING,
            title=f"Utbildning {place}",
            county_code="04",
            starts_on=date(2024, 1, 1 + place),
            participants=[ActivityParticipants(actor_id=home.id, count=count)],
        )
        saved(session, training)


def participants(session: Session, scope: ReportScope) -> Sequence[object]:
    """The total first, then each training."""
    rows = coordination_sheet(session, scope).rows
    return [row[8] for row in rows if row[0] == "Utbildningar och konferenser"]


@pytest.mark.parametrize(
    ("counts", "shown", "note"),
    [
        ((5,), [5, 5], None),
        ((4,), [None, "färre än 5"], "alla"),
        ((0,), [None, "färre än 5"], "alla"),
        ((4, 30, 5), [35, "färre än 5", 30, 5], "1"),
        ((4, 4), [None, "färre än 5", "färre än 5"], "alla"),
        ((None, 7), [7, None, 7], None),
    ],
)
def test_a_small_group_is_never_a_number_nor_reckoned_from_the_sum(
    session: Session,
    scope: ReportScope,
    counts: tuple[int | None, ...],
    shown: list[object],
    note: str | None,
) -> None:
    held(session, *counts)

    assert participants(session, scope) == shown
    found = figure(session, scope, "I17b")
    assert found.n == shown[0]
    said = f"utelämnade ur summan, färre än 5 deltagare: {note}" if note else None
    assert found.note == said


def test_the_year_before_hides_its_small_groups_too(session: Session, scope: ReportScope) -> None:
    held(session, 4, 30)
    later = report_scope("04", "Södermanlands län", 2025, KNOWN_AT)

    (row,) = [row for row in summary_sheet(session, later).rows if row[1] == "I17b"]

    assert row[9] == 30


@pytest.mark.parametrize(
    ("least_told", "shown"), [("0", [4, 4]), ("4", [4, 4]), ("10", [None, "färre än 10"])]
)
def test_how_small_a_group_is_hidden_is_a_setting(
    session: Session,
    scope: ReportScope,
    least: pytest.MonkeyPatch,
    least_told: str,
    shown: list[object],
) -> None:
    held(session, 4)
    least.setenv("SAMVERKAN_REPORT_SMALL_GROUP", least_told)
    settings.cache_clear()

    assert participants(session, scope) == shown
    (concept,) = [r for r in definitions_sheet(session, scope).rows if r[2] == "små grupper"]
    said = {"0": "alltid som tal", "4": "under 4 visas som ”färre än 4”", "10": "under 10"}
    assert said[least_told] in str(concept[5])


def test_what_a_police_area_answers_is_not_the_answer_of_the_municipality_it_is_at_home_in(
    session: Session, scope: ReportScope
) -> None:
    municipal(session, "0481", "Oxelösund")
    area = make.actor(session, "LPO", kind="localPoliceArea", municipality_code="0481")
    make.indicator_answer(session, area, "I13c", grade=2)

    found = figure(session, scope, "I13c")

    assert told(found) == (1, 2, None, None, ("Oxelösund",))
