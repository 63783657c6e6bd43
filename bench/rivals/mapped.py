"""The same tables mapped for a plain service on SQLAlchemy's ORM, loaded without N+1."""

from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import DeclarativeBase, joinedload, relationship, selectinload

from app import models
from app.language import folded, sort_key
from bench.rivals.derived import Followed, Reckoned, Standing, shown, standing

TABLES = models.Base.metadata.tables
WORDS = ("summary", "outcome_word", "period_as_stated")


class Base(DeclarativeBase):
    pass


def to(kind: str, **options: Any) -> Any:
    return relationship(kind, viewonly=True, lazy="raise", **options)


def parts(kind: str, order_by: str = "position", **options: Any) -> Any:
    return to(kind, order_by=f"{kind}.{order_by}", uselist=True, **options)


class Municipality(Base):
    __table__ = TABLES["municipalities"]


class Actor(Base):
    __table__ = TABLES["actors"]
    municipality = to("Municipality")


class Forum(Base):
    __table__ = TABLES["forums"]


class CommitmentMunicipality(Base):
    __table__ = TABLES["commitment_municipalities"]
    municipality = to("Municipality")


class CommitmentCounty(Base):
    __table__ = TABLES["commitment_counties"]


class Party(Base):
    __table__ = TABLES["parties"]
    actor = to("Actor")
    actor_name = property(lambda self: self.actor.name)
    actor_kind = property(lambda self: self.actor.kind)


class Signature(Base):
    __table__ = TABLES["signatures"]


class FollowUpRule(Base):
    __table__ = TABLES["follow_up_rules"]


class CommitmentDocument(Base):
    __table__ = TABLES["commitment_documents"]
    checksum = property(lambda self: self)


class Replacement(Base):
    __table__ = TABLES["replacements"]
    commitment = to("Commitment", foreign_keys=__table__.c.commitment_id)


class Prolongation(Base):
    __table__ = TABLES["prolongations"]


class Termination(Base):
    __table__ = TABLES["terminations"]


class Amendment(Base):
    __table__ = TABLES["amendments"]


class Correction(Base):
    __table__ = TABLES["corrections"]


class ForumRhythm(Base):
    __table__ = TABLES["forum_rhythms"]
    forum = to("Forum")
    forum_name = property(lambda self: shown(self.forum))


class LegalBasis(Base):
    __table__ = TABLES["legal_bases"]


class ExternalReference(Base):
    __table__ = TABLES["external_references"]


class AreaCategoryLink(Base):
    __table__ = TABLES["prioritised_area_categories"]


class PrioritisedArea(Base):
    __table__ = TABLES["prioritised_areas"]
    category_links = parts("AreaCategoryLink", "category_code")
    category_codes = property(lambda self: [one.category_code for one in self.category_links])


class Commitment(Reckoned, Base):
    __table__ = TABLES["commitments"]
    external_references = parts(
        "ExternalReference",
        primaryjoin="foreign(ExternalReference.resource_id) == Commitment.id",
    )
    municipality_links = parts("CommitmentMunicipality", "municipality_code")
    county_links = parts("CommitmentCounty", "county_code")
    parties = parts("Party")
    signatures = parts("Signature")
    follow_up_rules = parts("FollowUpRule")
    documents = parts("CommitmentDocument")
    replaces = parts("Replacement", foreign_keys="Replacement.commitment_id")
    replaced_by = parts("Replacement", "id", foreign_keys="Replacement.replaced_id")
    prolongations = parts("Prolongation")
    terminations = parts("Termination")
    amendments = parts("Amendment", "revision")
    corrections = parts("Correction")
    rhythms = parts("ForumRhythm")
    legal_bases = parts("LegalBasis")
    areas = parts("PrioritisedArea")

    @cached_property
    def standing(self) -> Standing:
        return standing(self, self.replaced_by, self.terminations)

    @property
    def revision(self) -> int:
        return len(self.amendments) + 1

    @property
    def municipality_codes(self) -> list[str]:
        return [one.municipality_code for one in self.municipality_links]

    @property
    def stated_county_codes(self) -> list[str]:
        return [one.county_code for one in self.county_links]

    @property
    def county_codes(self) -> list[str]:
        codes = set(self.stated_county_codes)
        codes |= {one.municipality.county_code for one in self.municipality_links}
        for party in self.parties:
            home = party.actor.municipality
            codes |= {party.actor.county_code, home and home.county_code}
        return sorted(codes - {None})


class Measure(Base):
    __table__ = TABLES["measures"]


class ActionPlan(Base):
    __table__ = TABLES["action_plans"]


class OperatingPlan(Base):
    __table__ = TABLES["operating_plans"]


class Indicator(Base):
    __table__ = TABLES["indicators"]


class IndicatorValue(Base):
    __table__ = TABLES["indicator_values"]
    indicator = to("Indicator")
    indicator_name = property(lambda self: shown(self.indicator))


class FollowUp(Followed, Base):
    __table__ = TABLES["follow_ups"]
    commitment = to("Commitment")
    prioritised_area = to("PrioritisedArea")
    measure = to("Measure")
    action_plan = to("ActionPlan")
    operating_plan = to("OperatingPlan")
    rule = to("FollowUpRule")
    reported_to_forum = to("Forum")
    values = relationship("IndicatorValue", order_by="IndicatorValue.position", lazy="raise")

    def keep_words(self) -> None:
        words = [getattr(self, name) or "" for name in WORDS]
        self.sort_key, self.search_text = sort_key(words[0]), folded("\n".join(words))


WHOLE = (
    selectinload(Commitment.external_references),
    selectinload(Commitment.municipality_links).joinedload(CommitmentMunicipality.municipality),
    selectinload(Commitment.county_links),
    selectinload(Commitment.parties).joinedload(Party.actor).joinedload(Actor.municipality),
    selectinload(Commitment.signatures),
    selectinload(Commitment.follow_up_rules),
    selectinload(Commitment.documents),
    selectinload(Commitment.replaces),
    selectinload(Commitment.replaced_by).joinedload(Replacement.commitment),
    selectinload(Commitment.prolongations),
    selectinload(Commitment.terminations),
    selectinload(Commitment.amendments),
    selectinload(Commitment.corrections),
    selectinload(Commitment.rhythms).joinedload(ForumRhythm.forum),
    selectinload(Commitment.legal_bases),
    selectinload(Commitment.areas).selectinload(PrioritisedArea.category_links),
)
NAMED = (
    joinedload(FollowUp.commitment),
    joinedload(FollowUp.prioritised_area),
    joinedload(FollowUp.measure),
    joinedload(FollowUp.action_plan),
    joinedload(FollowUp.operating_plan),
    joinedload(FollowUp.rule),
    joinedload(FollowUp.reported_to_forum),
    selectinload(FollowUp.values).joinedload(IndicatorValue.indicator),
)


def matching(county_code: str | None, level: str | None) -> Select[Any]:
    found = select(Commitment).where(Commitment.form == "agreement")
    if level is not None:
        found = found.where(Commitment.level == level)
    if county_code is not None:
        found = found.where(in_county(county_code))
    return found


def in_county(code: str) -> Any:
    places = select(Municipality.code).where(Municipality.county_code == code)
    at_home = or_(Actor.county_code == code, Actor.municipality_code.in_(places))
    stated = select(CommitmentCounty.commitment_id).where(CommitmentCounty.county_code == code)
    covering = select(CommitmentMunicipality.commitment_id).where(
        CommitmentMunicipality.municipality_code.in_(places)
    )
    joined = select(Party.commitment_id).join(Actor, Actor.id == Party.actor_id).where(at_home)
    return or_(*(Commitment.id.in_(keys) for keys in (stated, covering, joined)))


def counted(found: Select[Any]) -> Select[int]:
    return found.with_only_columns(func.count())
