"""The forums that an agreement rests on, and how often it has them meet."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.imports.actors import Home
from app.imports.keys import reference
from app.imports.names import key_of
from app.imports.reading import NAME, Leftovers, Source
from app.imports.rhythms import times_per_year
from app.language import folded
from app.models import Forum
from app.models.forums import ForumKind
from app.schemas.forums import ForumCreate
from app.services import changing

WORDS = (
    (ForumKind.STEERING_GROUP, r"styrgrupp|ledningsgrupp"),
    (ForumKind.NETWORK, r"nätverk"),
    (ForumKind.WORKING_GROUP, r"arbetsgrupp|samverkansgrupp|operativ grupp"),
    (ForumKind.LOCAL_COUNCIL, r"brottsförebyggande råd|lokala? råd|lokalt råd|\b(?:lokala )?brå\b"),
    (ForumKind.OTHER, r"forum|beredning|grupp|\bråd|utskott|nämnd|\bstyrelse|kommitté|möte"),
)
FUNCTIONS = r"samordnare|handläggare|kommunpolis|områdespolis|chef|strateg|kontaktperson"
ANY_COUNCIL = {key_of(one) for one in ("Brottsförebyggande rådet", "Brå", "Lokala brå")} | {
    key_of("Lokala brottsförebyggande rådet"),
    key_of("Lokalt brottsförebyggande råd"),
}
ONE_PER_COUNTY = (ForumKind.STEERING_GROUP, ForumKind.NETWORK)


def kind_of(name: str, role: str | None) -> ForumKind | None:
    """None for a pair of functions that work together, and where no word says what it is."""
    by_name = _by_words(name)
    if by_name is not None or re.search(FUNCTIONS, folded(name)):
        return by_name
    return _by_words(role or "")


def _by_words(text: str) -> ForumKind | None:
    return next((kind for kind, words in WORDS if re.search(words, folded(text))), None)


class Forums:
    """The forums of one record's place."""

    def __init__(self, session: Session, home: Home, left: Leftovers) -> None:
        self._session = session
        self._home = home
        self._left = left
        self.made = 0

    def rhythm(self, steering: Source, key: str) -> dict[str, Any]:
        """What the agreement says of a forum, and the forum where it is one."""
        name = steering.line("name") or "Forum utan namn"
        role, meets = steering.line("role"), steering.line("meets")
        kind = kind_of(name, role)
        return {
            "forum_id": self._place(kind, name[:NAME], key).id if kind else None,
            "name_as_stated": name[:NAME],
            "role": role,
            "times_per_year": times_per_year(meets),
            "as_stated": meets,
        }

    def _place(self, kind: ForumKind, name: str, key: str) -> Forum:
        here = self._here()
        same = [one for one in here if folded(name) in _names(one)]
        if same:
            return same[0]
        likely = [one for one in here if one.kind is kind] if self._may_be_known(kind, name) else []
        if len(likely) == 1:
            self._left.note(f"”{name}” har tolkats som samma forum som ”{likely[0].name}”.")
            return likely[0]
        return self._register(kind, name, key)

    def _may_be_known(self, kind: ForumKind, name: str) -> bool:
        if self._home.municipalities:
            return kind is ForumKind.LOCAL_COUNCIL and key_of(name) in ANY_COUNCIL
        return kind in ONE_PER_COUNTY

    def _register(self, kind: ForumKind, name: str, key: str) -> Forum:
        self.made += 1
        values = {
            "kind": kind,
            "name": name,
            "name_as_stated": name,
            "county_code": self._county,
            "municipality_codes": self._home.municipalities,
            "external_references": [reference(key)],
        }
        body = ForumCreate.model_validate(values, by_name=True)
        return changing.add(self._session, Forum, body)

    def _here(self) -> list[Forum]:
        """Forums for exactly the same municipalities, or for the same county as a whole."""
        question = (
            select(Forum)
            .options(selectinload(Forum.municipality_links))
            .where(Forum.ended_on.is_(None), Forum.county_code.is_not_distinct_from(self._county))
            .order_by(Forum.created_at, Forum.id)
        )
        wanted = sorted(self._home.municipalities)
        found = self._session.scalars(question)
        return [one for one in found if sorted(one.municipality_codes) == wanted]

    @property
    def _county(self) -> str | None:
        return None if self._home.municipalities else self._home.county


def _names(forum: Forum) -> set[str]:
    return {folded(forum.name), folded(forum.name_as_stated or "")}
