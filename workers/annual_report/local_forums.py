"""The municipalities' councils, and whatever else an agreement sets a rhythm for."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from app.law.facts import Council, Facts
from app.models.forums import ForumKind
from workers.annual_report.county import County, Meetings, without_rhythm
from workers.annual_report.figures import grouped, named, yes_or_no


def local_forums(county: County, facts: Sequence[Facts]) -> Iterator[tuple[Meetings, str | None]]:
    """With what is known of a council: whose it is, whether it is led by them, and its members."""
    councils = {council.record.id: council for one in facts for council in one.councils}
    homes = grouped((council.record.id, one.name) for one in facts for council in one.councils)
    others = county.in_other_forums()
    met = {one.forum_id for one in others}
    for one in others:
        yield one, _described(one.forum_id, councils, homes)
    for key, council in councils.items():
        if key not in met:
            kind = ForumKind.LOCAL_COUNCIL
            one = without_rhythm(council.record, kind, county.held, is_regional=False)
            yield one, _described(key, councils, homes)


def _described(
    key: UUID | None, councils: dict[UUID, Council], homes: dict[UUID, list[str]]
) -> str | None:
    council = councils.get(key) if key else None
    if key is None or council is None:
        return None
    external = [one for one in council.members if one.is_external]
    leading = [one for one in external if one.leading]
    return (
        f"{named(homes[key])}; kommunen leder: {yes_or_no(council.led_by_municipality)}; "
        f"medlemmar utanför kommunen i ledande ställning: {len(leading)} av {len(external)}"
    )
