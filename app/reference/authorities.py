"""The actors that exist whatever is registered: municipalities, county boards, police, Brå."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.models.actors import ActorKind
from app.reference.tables import rows

# The 21 county police authorities became one; its regions are as old as it is.
ONE_POLICE_AUTHORITY = date(2015, 1, 1)
POLICE_AUTHORITY = "police-authority"
WITHOUT_GENITIVE = "aeiouyåäösxz"


@dataclass(frozen=True)
class Authority:
    """An actor to be; `key` is what it is recognised by at the next load, whatever its name."""

    key: str
    kind: ActorKind
    name: str
    parent_key: str | None = None
    values: dict[str, Any] = field(default_factory=dict)


def authorities() -> Iterator[Authority]:
    """Parents before children."""
    yield Authority("bra", ActorKind.NATIONAL_AUTHORITY, "Brottsförebyggande rådet", values=BRA)
    yield Authority(POLICE_AUTHORITY, ActorKind.POLICE_AUTHORITY, "Polismyndigheten", values=POLICE)
    counties = list(rows("counties.csv"))
    yield from (_police_region(name) for name in sorted({one["police_region"] for one in counties}))
    yield from (_county_board(one) for one in counties)
    yield from (_municipality(one) for one in rows("municipalities.csv"))


BRA: dict[str, Any] = {
    "aliases": ["Brå", "Brottsförebyggande rådet (myndigheten)"],
    "website": "https://bra.se",
}
POLICE: dict[str, Any] = {
    "aliases": ["Polisen"],
    "valid_from": ONE_POLICE_AUTHORITY,
    "website": "https://polisen.se",
}


def region_key(name: str) -> str:
    return f"police-region-{name.casefold()}"


def _police_region(name: str) -> Authority:
    values = {
        "aliases": [f"Polismyndigheten, polisregion {name}", f"Polismyndigheten, region {name}"],
        "valid_from": ONE_POLICE_AUTHORITY,
    }
    return Authority(
        region_key(name),
        ActorKind.POLICE_REGION,
        f"Polisregion {name}",
        POLICE_AUTHORITY,
        values,
    )


def _county_board(county: dict[str, str]) -> Authority:
    stem = county["name"].removesuffix(" län").removesuffix("s")
    names = [
        f"Länsstyrelsen i {county['name']}",
        f"Länsstyrelsen i {stem}",
        f"Länsstyrelsen {stem}",
        f"Länsstyrelsen {county['name']}",
    ]
    return Authority(
        f"county-board-{county['code']}",
        ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
        names[0],
        values={"aliases": names[1:], "county_code": county["code"]},
    )


def _municipality(place: dict[str, str]) -> Authority:
    """On Gotland the region is the municipality, and has its duties."""
    name = place["actor_name"]
    others = dict.fromkeys([*_spellings(place["name"]), place["name"]])
    return Authority(
        f"municipality-{place['code']}",
        ActorKind.MUNICIPALITY,
        name,
        values={
            "aliases": [one for one in others if one != name],
            "county_code": place["county_code"],
            "municipality_code": place["code"],
        },
    )


def _spellings(name: str) -> list[str]:
    """As sources write it: with and without the genitive, municipality or town."""
    genitive = name if name[-1] in WITHOUT_GENITIVE else f"{name}s"
    return [f"{one} {word}" for word in ("kommun", "stad") for one in (genitive, name)]
