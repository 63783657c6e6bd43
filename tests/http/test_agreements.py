"""Agreements over HTTP: what is registered, read and found."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

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
