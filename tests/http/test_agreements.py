"""Agreements over HTTP: what is registered, read and found."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import Replacement, Termination
from tests import make
from tests.make import API

AGREEMENTS = f"{API}/agreements"


def test_a_registered_agreement_is_answered_as_it_is_read(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "0481", "Oxelösund")
    town = make.actor(session, "Oxelösunds kommun", municipality_code="0481")
    police = make.actor(session, "Lokalpolisområde Nyköping", kind="localPoliceArea")
    forum = make.forum(session, "Brottsförebyggande rådet")
    older = make.agreement(session, "Den förra")

    answer = client.post(AGREEMENTS, json=everything(town.id, police.id, forum.id, older.id))

    assert answer.status_code == 201, answer.text
    agreement = answer.json()
    assert answer.headers["location"] == f"https://register.test{AGREEMENTS}/{agreement['id']}"
    assert client.get(f"{AGREEMENTS}/{agreement['id']}").json() == agreement
    sent = everything(town.id, police.id, forum.id, older.id)
    assert _sent_part(sent, agreement) == sent
    assert [one["actorName"] for one in agreement["parties"]] == [town.name, police.name]
    assert agreement["partOne"]["rhythms"][0]["forumName"] == "Brottsförebyggande rådet"
    assert (agreement["countyCodes"], agreement["revision"]) == (["04"], 1)
    assert (agreement["status"], agreement["validity"]) == ("draft", "no")
    assert agreement["statusReason"] == "Utkastet är inte undertecknat av alla parter."


def test_each_agreement_has_the_status_that_is_its_own(
    client: TestClient, session: Session
) -> None:
    titles = ("Ersatt", "Nyare", "Uppsagd", "Orörd")
    older, newer, ended, _ = rows = [make.agreement(session, title) for title in titles]
    day = date(2025, 1, 1)
    session.add(Replacement(commitment_id=newer.id, replaced_id=older.id, replaced_on=day))
    over = Termination(commitment_id=ended.id, decided_on=day, terminated_on=day, reason="Ny lag")
    session.add(over)
    session.flush()

    asked = {"asOf": "2026-03-01", "sort": "createdAt"}
    listed = client.get(AGREEMENTS, params=asked).json()["items"]
    read = [client.get(f"{AGREEMENTS}/{row.id}", params={"asOf": "2026-03-01"}) for row in rows]

    wanted = [("superseded", "no"), ("valid", "yes"), ("terminated", "no"), ("valid", "yes")]
    assert [(one["status"], one["validity"]) for one in listed] == wanted
    assert [(one.json()["status"], one.json()["validity"]) for one in read] == wanted
    assert [one["validityReason"] for one in listed] == [
        *("replaced", "withinPeriod", "terminated", "withinPeriod"),
    ]


def everything(town: Any, police: Any, forum: Any, older: Any) -> dict[str, Any]:
    return {
        "kind": "local",
        "kindAsStated": "Samverkansöverenskommelse",
        "level": "municipality",
        "title": "Samverkansöverenskommelse Oxelösund",
        "registryNumbers": ["KS.2023.45"],
        "purposes": ["Ökad trygghet"],
        "municipalityCodes": ["0481"],
        "parties": [
            {"actorId": str(town), "role": "contracting", "nameAsStated": "Kommunen"},
            {"actorId": str(police), "role": "contracting", "joinedOn": "2024-01-01"},
        ],
        "period": {
            "periodAsStated": "2024-2026",
            "startsOn": "2024-01-01",
            "startsOnPrecision": "year",
            "endsOn": "2026-12-31",
            "endType": "fixed",
        },
        "partOne": {
            "hasPartOne": True,
            "goals": [
                {
                    "text": "Färre brott",
                    "directions": ["reduceMotivation"],
                    "subGoals": [{"text": "Färre inbrott"}],
                }
            ],
            "roles": [{"actorId": str(police), "text": "Kallar till möten"}],
            "rhythms": [
                {"forumId": str(forum), "nameAsStated": "BRÅ", "timesPerYear": 4},
            ],
            "followUpRules": [{"asStated": "Årligen", "timesPerYear": 1, "indicators": ["NTU"]}],
            "legalBases": [{"text": "Lag (2023:196)", "registryNumber": None}],
            "communication": "Gemensam plan",
        },
        "partTwo": {"hasPartTwo": None},
        "documents": [
            {
                "title": "Avtalet",
                "url": "https://oxelosund.se/avtal.pdf",
                "checksum": {"algorithm": "sha256", "value": "ab" * 32},
            }
        ],
        "provenance": {
            "sources": [{"url": "https://oxelosund.se/", "name": "004.txt"}],
            "oddShapes": ["fler_an_tva_parter"],
            "areaCountAsStated": 2,
        },
        "dataQualityNotes": ["Signeringsdagen saknas."],
        "replaces": [{"replacedId": str(older), "replacedOn": "2024-01-01"}],
        "externalReferences": [{"system": "stratsys", "id": "17"}],
    }


def _sent_part(sent: Any, read: Any) -> Any:
    """What was sent, as it is read: the answer has more fields, and ids of parts."""
    if isinstance(sent, dict):
        return {name: _sent_part(value, read[name]) for name, value in sent.items()}
    if isinstance(sent, list) and len(sent) == len(read):
        return [_sent_part(one, other) for one, other in zip(sent, read, strict=True)]
    return read


def test_a_party_stands_once_in_each_role(client: TestClient, session: Session) -> None:
    party = {"actorId": str(make.actor(session).id), "role": "contracting"}
    body = {"title": "Ny", "level": "municipality", "parties": [party, party]}

    answer = client.post(AGREEMENTS, json=body)

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Aktören är redan part i samma roll."
    assert client.get(AGREEMENTS).json()["_meta"]["totalRecords"] == 0


def test_references_to_nothing_are_named(client: TestClient, session: Session) -> None:
    nothing = str(uuid4())
    body = {
        "title": "Ny",
        "level": "municipality",
        "parentId": nothing,
        "parties": [{"actorId": nothing, "role": "contracting"}],
        "partOne": {"rhythms": [{"forumId": nothing, "nameAsStated": "Rådet"}]},
        "partTwo": {"situationPictureId": nothing},
        "replaces": [{"replacedId": nothing}],
        "municipalityCodes": ["9999"],
    }

    answer = client.post(AGREEMENTS, json=body)

    assert answer.status_code == 422
    assert {one["name"] for one in answer.json()["invalidParameters"]} == {
        "parentId",
        "parties[0].actorId",
        "partOne.rhythms[0].forumId",
        "partTwo.situationPictureId",
        "replaces[0].replacedId",
        "municipalityCodes[0]",
    }


def test_an_unknown_actor_in_a_role_is_named(client: TestClient) -> None:
    roles = [{"text": "Samordnare"}, {"text": "Ordförande", "actorId": str(uuid4())}]
    body = {"title": "Ny", "level": "municipality", "partOne": {"roles": roles}}

    answer = client.post(AGREEMENTS, json=body)

    assert answer.status_code == 422
    (fault,) = answer.json()["invalidParameters"]
    assert fault["name"] == "partOne.roles[1].actorId"


@pytest.mark.parametrize(
    "body",
    [
        {"provenance": {"anything": "else"}},
        {"provenance": {"texts": [{"name": "x", "text": "811228-9874"}]}},
        {"period": {"endsOn": "2024-06-31"}},
        {"period": {"lengthMonths": 0}},
        {"partOne": {"goals": [{"text": "Mål", "directions": ["other"]}]}},
        {"documents": [{"title": "Avtal", "checksum": {"algorithm": "sha256", "value": "xyz"}}]},
        {"signatures": []},
        {"status": "valid"},
    ],
)
def test_what_does_not_fit_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post(AGREEMENTS, json={"title": "Ny", "level": "municipality", **body})

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"]


def test_a_period_that_ends_before_it_begins_names_its_field(client: TestClient) -> None:
    period = {"startsOn": "2024-02-01", "endsOn": "2024-01-31"}

    answer = client.post(
        AGREEMENTS, json={"title": "Ny", "level": "municipality", "period": period}
    )

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"] == [
        {"name": "period.endsOn", "reason": "Dagen får inte ligga före period.startsOn."}
    ]


def test_a_kept_part_keeps_its_id(client: TestClient, session: Session) -> None:
    agreement = make.draft(session)
    party = make.party(session, agreement)
    sent = [{"actorId": str(party.actor_id), "role": "contracting", "nameAsStated": "Kommunen"}]

    answer = client.patch(f"{AGREEMENTS}/{agreement.id}", json={"parties": sent})

    assert answer.status_code == 200, answer.text
    assert answer.json()["parties"][0]["id"] == str(party.id)


def test_counties_follow_from_parties_municipalities_and_the_source(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "2418", "Malå")
    make.municipality(session, "2505", "Arvidsjaur")
    make.county(session, "04")
    agreement = make.agreement(session, municipality_codes=["2505"], stated_county_codes=["04"])
    for name, given in {
        "Malå kommun": {"municipality_code": "2418"},
        "Polisområde Västerbotten": {"county_code": "24", "kind": "policeArea"},
        "Polisregion Nord": {"kind": "policeRegion"},
    }.items():
        make.party(session, agreement, make.actor(session, name, **given))

    read = client.get(f"{AGREEMENTS}/{agreement.id}").json()

    assert read["countyCodes"] == ["04", "24", "25"]
    for code in read["countyCodes"]:
        found = client.get(AGREEMENTS, params={"countyCode": code}).json()
        assert found["_meta"]["totalRecords"] == 1


def test_a_county_agreement_is_not_its_municipalities_own(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "0481")
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    town = make.actor(session, "Oxelösunds kommun", municipality_code="0481")
    countys = make.agreement(session, "Länets", level="county", municipality_codes=["0481"])
    make.party(session, countys, board)
    make.party(session, make.agreement(session, "Kommunens"), town)

    assert found(client, municipalityCode="0481") == ["Kommunens"]
    assert found(client, countyCode="04") == ["Kommunens", "Länets"]


def found(client: TestClient, **query: str) -> list[str]:
    answer = client.get(AGREEMENTS, params=query)
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"kind": "local"}, ["Lokala"]),
        ({"level": "county"}, ["Gamla"]),
        ({"asOf": "2024-06-01", "status": "upcoming"}, ["Lokala"]),
        ({"asOf": "2024-06-01", "status": "draft"}, ["Utkastet"]),
        ({"asOf": "2024-06-01", "validity": "unknown"}, ["Okända"]),
        ({"asOf": "2024-06-01", "validity": "yes"}, ["Gamla"]),
        ({"validOn": "2024-06-01"}, ["Gamla"]),
        ({"validOn": "2025-06-01"}, ["Lokala"]),
        ({"validOn": "2024-06-01", "asOf": "2025-06-01", "status": "expired"}, ["Gamla"]),
        ({"year": "2024"}, ["Gamla", "Okända"]),
        ({"year": "2025"}, ["Lokala", "Okända"]),
        ({"registryNumber": "KS 2023/45 Å"}, ["Lokala"]),
        ({"registryNumber": "KS 2023"}, []),
        ({"categoryCode": "theft"}, ["Lokala"]),
        ({"categoryCode": "youth"}, []),
        ({"methodCode": "est"}, ["Lokala"]),
        ({"methodCode": "sspf"}, ["Gamla"]),
        ({"actorKind": "localPoliceArea"}, ["Lokala"]),
        ({"q": "gamla"}, ["Gamla"]),
    ],
)
def test_lists_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    for code in ("theft", "youth"):
        make.area_category(session, code)
    local = make.agreement(
        session,
        "Lokala",
        kind="local",
        starts_on=date(2025, 1, 1),
        registry_numbers=["KS 2023/45 Å", "2"],
    )
    old = make.agreement(session, "Gamla", level="county", ends_on=date(2024, 12, 31))
    make.agreement(session, "Okända", ends_on=None)
    make.draft(session)
    make.party(session, local, make.actor(session, "LPO", kind="localPoliceArea"))
    area = make.prioritised_area(session, commitment_id=local.id, category_codes=["theft"])
    gone: dict[str, Any] = {"category_codes": ["youth"], "ended_on": date(2024, 1, 1)}
    make.prioritised_area(session, commitment_id=local.id, **gone)
    est, sspf = make.method(session, "est"), make.method(session, "sspf")
    belongs: dict[str, Any] = {"commitment_id": local.id, "prioritised_area_id": area.id}
    make.measure(session, method_id=est.id, **belongs)
    make.measure(session, method_id=sspf.id, commitment_id=old.id)
    make.citizen_promise(session, "Ett löfte")

    assert found(client, **query) == titles


def test_the_family_is_found(client: TestClient, session: Session) -> None:
    above = make.agreement(session, "Ramen")
    replaces = [Replacement(replaced_id=above.id)]
    newer = make.agreement(session, "Den nya", parent_id=above.id, replaces=replaces)
    actor = make.actor(session)
    make.party(session, newer, actor, role="participating")
    session.flush()

    assert found(client, parentId=str(above.id)) == ["Den nya"]
    assert found(client, replacesId=str(above.id)) == ["Den nya"]
    assert found(client, actorId=str(actor.id)) == ["Den nya"]
    assert found(client, actorId=str(above.id)) == []


def test_a_list_takes_one_statement_however_long(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    for place in range(6):
        agreement = make.agreement(session, f"Nr {place}")
        make.party(session, agreement, make.actor(session, f"Kommun {place}"))
        make.prioritised_area(session, commitment_id=agreement.id)
    query = {"validOn": "2024-06-01", "year": "2024", "countyCode": "04", "status": "valid"}
    statements.clear()

    client.get(AGREEMENTS)
    client.get(AGREEMENTS, params={**query, "page": 0})

    # An empty page counts what it leaves out with a statement of its own.
    assert len(statements) == 3


def test_an_agreement_is_not_a_promise(client: TestClient, session: Session) -> None:
    agreement, promise = make.agreement(session), make.citizen_promise(session)

    assert client.get(f"{AGREEMENTS}/{promise.id}").status_code == 404
    assert client.get(f"{API}/citizen-promises/{agreement.id}").status_code == 404
    assert client.patch(f"{AGREEMENTS}/{promise.id}", json={"title": "Ny"}).status_code == 404
    assert client.get(AGREEMENTS).json()["_meta"]["totalRecords"] == 1
