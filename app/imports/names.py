"""The register's own names for what sources call things: places, categories, methods."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import folded
from app.models import AreaCategory, County, Method, Municipality

OTHER_CATEGORY = "other"


def key_of(name: str) -> str:
    """Letters and digits only, without accents: `15_minutersmetoden`, `SSP-F`, `Märk-DNA`."""
    plain = unicodedata.normalize("NFKD", folded(name))
    return "".join(one for one in plain if one.isalnum())


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", folded(name)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:90].strip("-")


@dataclass(frozen=True)
class Places:
    """Counties and municipalities by name, as sources write them."""

    counties: dict[str, str]
    municipalities: dict[str, str]
    regions: dict[str, str]

    def county(self, name: str | None) -> str | None:
        return self.counties.get(_county_key(name)) if name else None

    def municipality(self, name: str | None) -> str | None:
        """`Oxelösund`, `Oxelösunds kommun` and `Oxelösund kommun` are the same place."""
        key = re.sub(r"^region\s+|\s+(kommun|stad)$", "", folded(name or "").strip())
        return self.municipalities.get(key) or self.municipalities.get(key.removesuffix("s"))

    def police_region(self, county_code: str | None) -> str | None:
        return self.regions.get(county_code or "")


def places(session: Session) -> Places:
    counties = session.execute(select(County.name, County.code, County.police_region)).all()
    towns = session.execute(select(Municipality.name, Municipality.code)).all()
    return Places(
        {_county_key(name): code for name, code, _ in counties},
        {folded(name): code for name, code in towns},
        {code: region for _, code, region in counties},
    )


def _county_key(name: str) -> str:
    return folded(name).strip().removesuffix(" län").removesuffix("s")


def categories(session: Session) -> dict[str, str]:
    """Category code by its code, name and aliases."""
    question = select(AreaCategory.code, AreaCategory.name, AreaCategory.aliases)
    return {
        folded(one): code
        for code, name, aliases in session.execute(question)
        for one in (code, name, *aliases)
    }


@dataclass(frozen=True)
class Catalogue:
    """Methods by every name they go under."""

    methods: dict[str, UUID]

    def find(self, name: str, canonical: str | None) -> UUID | None:
        """By the source's word, the parts of it, and last by our name for it."""
        for one in [*spellings(name), *([canonical] if canonical else [])]:
            found = self.methods.get(key_of(one))
            if found is not None:
                return found
        return None

    def learn(self, key: UUID, names: list[str]) -> None:
        for one in names:
            self.methods.setdefault(key_of(one), key)


def catalogue(session: Session) -> Catalogue:
    question = select(Method.id, Method.code, Method.name, Method.aliases).order_by(Method.code)
    by_name: dict[str, UUID] = {}
    for key, code, name, aliases in session.execute(question):
        for one in (code, *_with_parts([name, *aliases])):
            by_name.setdefault(key_of(one), key)
    by_name.pop("", None)
    return Catalogue(by_name)


def _with_parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from spellings(name)


def spellings(name: str) -> list[str]:
    """`EST, Effektiv samordning (Brå)` is also `EST` and `Effektiv samordning`."""
    outside = re.sub(r"\([^)]*\)", "", name)
    inside = re.findall(r"\(([^)]*)\)", name)
    return [name, outside, *inside, *outside.split(","), *outside.split("/")]
