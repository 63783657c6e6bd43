"""Facts of the seeds that a naive model loses, shown on agreements made by hand."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

AGREEMENTS = f"{API}/agreements"


def registered(client: TestClient, **fields: Any) -> dict[str, Any]:
    body = {"level": "county", "registeredAfterwards": True, "signing": "signed", **fields}
    body["provenance"] = {"sources": [{"name": "Länets egen lista"}]}
    answer = client.post(AGREEMENTS, json=body)
    assert answer.status_code == 201, answer.text
    read: dict[str, Any] = answer.json()
    return read


def contracting(*actors: Any) -> list[dict[str, Any]]:
    return [{"actorId": str(actor.id), "role": "contracting"} for actor in actors]


def test_five_municipalities_in_two_counties_are_one_agreement(
    client: TestClient, session: Session
) -> None:
    towns = {"2418": "Malå", "2417": "Norsjö", "2422": "Sorsele", "2505": "Arvidsjaur"}
    actors = []
    for code, name in (towns | {"2506": "Arjeplog"}).items():
        make.municipality(session, code, name)
        actors.append(make.actor(session, f"{name} kommun", municipality_code=code))
    for code in ("24", "25"):
        police = {"kind": "policeAuthority", "county_code": code}
        actors.append(make.actor(session, f"Polismyndigheten {code}", **police))

    agreement = registered(
        client, title="Fem småkommuner", level="severalCounties", parties=contracting(*actors)
    )

    assert agreement["countyCodes"] == ["24", "25"]
    for query in ({}, {"countyCode": "24"}, {"countyCode": "25"}, {"municipalityCode": "2506"}):
        listed = client.get(AGREEMENTS, params=query).json()
        assert [one["id"] for one in listed["items"]] == [agreement["id"]]


def test_the_county_agreement_sets_rhythms_and_replaces_the_earlier(
    client: TestClient, session: Session
) -> None:
    make.county(session, "04")
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    police = make.actor(session, "Polisområde Södermanland", kind="policeArea", county_code="04")
    earlier = registered(
        client, title="2021", signedOn="2021-05-01", parties=contracting(board, police)
    )
    later = registered(
        client,
        title="2023",
        signedOn="2023-10-18",
        parties=contracting(board, police),
        replaces=[{"replacedId": earlier["id"], "replacedOn": "2023-10-18", "isInferred": True}],
        partOne={
            "rhythms": [
                {"nameAsStated": "Styrgruppen", "timesPerYear": 2},
                {"nameAsStated": "Nätverket", "timesPerYear": 4},
            ],
            "legalBases": [{"text": "Polisens riktlinjer", "registryNumber": "PM 2022:12"}],
        },
    )
    for title, place in (("landshövding", "Nyköping"), ("polisområdeschef", "Eskilstuna")):
        body = {"title": title, "place": place, "signedOn": "2023-10-18"}
        assert client.post(f"{AGREEMENTS}/{later['id']}/signatures", json=body).status_code == 201

    read = client.get(f"{AGREEMENTS}/{later['id']}").json()
    assert [one["timesPerYear"] for one in read["partOne"]["rhythms"]] == [2, 4]
    assert {one["place"] for one in read["signatures"]} == {"Nyköping", "Eskilstuna"}
    on = {
        day: client.get(f"{AGREEMENTS}/{earlier['id']}", params={"asOf": day}).json()
        for day in ("2021-04-30", "2023-10-17", "2023-10-18")
    }
    # Neither states an end, so the earlier one is never certainly valid, but certainly replaced.
    assert [one["status"] for one in on.values()] == ["upcoming", "unknown", "superseded"]
    assert on["2023-10-17"]["validityReason"] == "endNotStated"
    assert on["2023-10-18"]["replacedBy"][0]["replacedById"] == later["id"]


def test_two_areas_of_an_agreement_share_a_method(client: TestClient, session: Session) -> None:
    agreement = make.agreement(session, "Oxelösund")
    est = make.method(session, "est")
    for name in ("Stöld- och tillgreppsbrott", "Trygga ungdomar"):
        area = make.prioritised_area(session, name, commitment_id=agreement.id)
        belongs: dict[str, Any] = {"commitment_id": agreement.id, "prioritised_area_id": area.id}
        make.measure(session, "EST", method_id=est.id, **belongs)

    listed = client.get(AGREEMENTS, params={"methodCode": "est"}).json()

    assert listed["_meta"]["totalRecords"] == 1
    (read,) = listed["items"]
    named = {one["name"] for one in read["partTwo"]["areas"]}
    assert named == {"Stöld- och tillgreppsbrott", "Trygga ungdomar"}
