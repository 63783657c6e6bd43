"""Nobody reaches what is not its own by what it says of itself and others in a record."""

from typing import Any

from tests.authorisation.matrix import SIGNED_ON_PAPER
from tests.authorisation.places import Place
from tests.authorisation.world import World
from tests.make import API


def _on_paper(place: Place, *names: str, **values: Any) -> dict[str, Any]:
    parties = [{"actorId": str(place.actors[one].id), "role": "contracting"} for one in names]
    period = {"startsOn": "2024-01-01", "endsOn": "2035-12-31", "endType": "fixed"}
    said = {"title": "På papper", "level": "municipality", "period": period, "parties": parties}
    return said | SIGNED_ON_PAPER | values


def test_police_do_not_become_partners_by_saying_so(world: World) -> None:
    """An agreement on paper opens the municipality's records once somebody else has noted it."""
    caller, place = world.caller("policeNotParty"), world.first
    picture = f"{API}/situation-pictures/{place.records['situation_picture', 'ofMunicipality'].id}"
    assert caller.get(picture).status_code == 404
    body = _on_paper(place, "strangers", "town")

    assert caller.post(f"{API}/agreements", body).status_code == 201

    assert caller.get(picture).status_code == 404
    assert world.caller("countyBoard").post(f"{API}/agreements", body).status_code == 201
    assert caller.get(picture).status_code == 200


def test_no_party_adds_another_to_what_is_signed(world: World) -> None:
    """A correction mends what was registered wrongly; who has agreed is not one party's word."""
    caller, agreement = world.caller("policeParty"), world.record("agreement", "signed")
    names = ("town", "police", "neighbour")
    parties = _on_paper(world.first, *names)["parties"]
    address = f"{API}/agreements/{agreement.id}/corrections"
    picture = make_picture(world)
    assert caller.get(picture).status_code == 404

    caller.post(address, {"reason": "Part saknades.", "changes": {"parties": parties}})

    assert caller.get(picture).status_code == 404


def test_nobody_asks_for_support_in_the_name_of_another(world: World) -> None:
    """But the county board, which notes what it has been asked for."""
    place = world.first
    asked = {
        "topic": "Orsaksanalys",
        "askedOn": "2024-02-20",
        "askedById": str(place.actors["town"].id),
        "askedOfId": str(place.actors["neighbour"].id),
    }

    answer = world.caller("otherMunicipality").post(f"{API}/support-needs", asked)

    assert answer.status_code == 403
    assert world.caller("countyBoard").post(f"{API}/support-needs", asked).status_code == 201


def test_no_board_notes_what_others_have_agreed_in_another_county(world: World) -> None:
    """To say that it holds in the own county does not make it so."""
    body = _on_paper(world.first, "town", "police", statedCountyCodes=[world.second.county])

    answer = world.caller("otherCountyBoard").post(f"{API}/agreements", body)

    assert answer.status_code == 403


def make_picture(world: World) -> str:
    """Of the neighbour, registered by itself."""
    body = {"title": "Lägesbild", "kind": "own", "municipalityCodes": ["0481"]}
    answer = world.caller("otherMunicipality").post(f"{API}/situation-pictures", body)
    assert answer.status_code == 201, answer.text
    return f"{API}/situation-pictures/{answer.json()['id']}"
