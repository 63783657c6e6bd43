"""The register's tables as Django's users map a database that others migrate."""

from functools import cached_property
from typing import Any

from django.db import models
from uuid_utils.compat import uuid7

from app.clock import now
from app.language import folded, sort_key
from bench.rivals.derived import Followed, Reckoned, Standing, shown, standing

WORDS = ("summary", "outcome_word", "period_as_stated")


class Json(models.JSONField):
    """Of the type json, which the driver has read already."""

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return value


class Thousandths(models.BigIntegerField):
    """A number with at most three decimals."""

    def from_db_value(self, value: int | None, *_: Any) -> float | None:
        return None if value is None else value / 1000

    def get_prep_value(self, value: float | None) -> int | None:
        return None if value is None else round(float(value) * 1000)


def text(**options: Any) -> models.TextField:
    return models.TextField(null=True, **options)


def day() -> models.DateField:
    return models.DateField(null=True)


def to(kind: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(kind, models.DO_NOTHING, **{"related_name": "+", **options})


def owned_by(kind: str, name: str) -> models.ForeignKey:
    return models.ForeignKey(kind, models.DO_NOTHING, related_name=name)


class Unmanaged(models.Model):
    class Meta:
        abstract = True
        managed = False
        app_label = "register"


class Part(Unmanaged):
    id = models.UUIDField(primary_key=True, default=uuid7)
    position = models.IntegerField(default=0)

    class Meta(Unmanaged.Meta):
        abstract = True
        ordering = ("position",)


class Record(Unmanaged):
    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(default=now)
    ended_on = day()
    ended_reason = text()
    sort_key = models.TextField()
    search_text = models.TextField()

    class Meta(Unmanaged.Meta):
        abstract = True


class Municipality(Unmanaged):
    code = models.TextField(primary_key=True)
    county_code = models.TextField()

    class Meta(Unmanaged.Meta):
        db_table = "municipalities"


class Actor(Record):
    kind = models.TextField()
    name = models.TextField()
    county_code = text()
    municipality = to("Municipality", db_column="municipality_code", null=True)

    class Meta(Record.Meta):
        db_table = "actors"


class Forum(Record):
    name = models.TextField()

    class Meta(Record.Meta):
        db_table = "forums"


class Commitment(Reckoned, Record):
    form = models.TextField()
    title = models.TextField()
    title_is_constructed = models.BooleanField()
    level = models.TextField()
    registry_numbers = Json()
    purposes = Json()
    parent_id = models.UUIDField(null=True)
    geographic_scope = text()
    registered_afterwards = models.BooleanField()
    shared_with_county = models.BooleanField()
    signing = models.TextField()
    signed_on = day()
    signed_on_precision = text()
    published_on = day()
    published_on_precision = text()
    provenance = Json(null=True)
    data_quality_notes = Json()
    replaced_on_unknown_day = models.BooleanField()
    kind = text()
    kind_as_stated = text()
    period_as_stated = text()
    starts_on = day()
    starts_on_precision = text()
    ends_on = day()
    ends_on_precision = text()
    end_type = models.TextField()
    length_months = models.IntegerField(null=True)
    prolongs_automatically = models.BooleanField()
    prolongation_months = models.IntegerField(null=True)
    prolongation_as_stated = text()
    termination_as_stated = text()
    first_day = day()
    first_day_basis = text()
    last_day = day()
    has_part_one = models.BooleanField(null=True)
    goals = Json(null=True)
    roles = Json(null=True)
    resources = text()
    communication = text()
    documentation = text()
    has_part_two = models.BooleanField(null=True)
    situation_picture_id = models.UUIDField(null=True)

    class Meta(Record.Meta):
        db_table = "commitments"
        ordering = ("sort_key", "id")

    @cached_property
    def standing(self) -> Standing:
        return standing(self, list(self.replaced_by.all()), list(self.terminations.all()))

    @property
    def revision(self) -> int:
        return len(self.amendments.all()) + 1

    @property
    def municipality_codes(self) -> list[str]:
        return [one.municipality_id for one in self.municipality_links.all()]

    @property
    def stated_county_codes(self) -> list[str]:
        return [one.county_code for one in self.county_links.all()]

    @property
    def county_codes(self) -> list[str]:
        codes = set(self.stated_county_codes)
        codes |= {one.municipality.county_code for one in self.municipality_links.all()}
        for party in self.parties.all():
            home = party.actor.municipality
            codes |= {party.actor.county_code, home and home.county_code}
        return sorted(codes - {None})


class CommitmentMunicipality(Unmanaged):
    pk = models.CompositePrimaryKey("commitment_id", "municipality_id")
    commitment = owned_by("Commitment", "municipality_links")
    municipality = to("Municipality", db_column="municipality_code")

    class Meta(Unmanaged.Meta):
        db_table = "commitment_municipalities"
        ordering = ("municipality_id",)


class CommitmentCounty(Unmanaged):
    pk = models.CompositePrimaryKey("commitment_id", "county_code")
    commitment = owned_by("Commitment", "county_links")
    county_code = models.TextField()

    class Meta(Unmanaged.Meta):
        db_table = "commitment_counties"
        ordering = ("county_code",)


class ExternalReference(Part):
    commitment = models.ForeignKey(
        "Commitment",
        models.DO_NOTHING,
        db_column="resource_id",
        related_name="external_references",
    )
    system = models.TextField()
    external_id = models.TextField()

    class Meta(Part.Meta):
        db_table = "external_references"


class Party(Part):
    commitment = owned_by("Commitment", "parties")
    actor = to("Actor")
    role = models.TextField()
    name_as_stated = text()
    joined_on = day()
    left_on = day()

    class Meta(Part.Meta):
        db_table = "parties"

    actor_name = property(lambda self: self.actor.name)
    actor_kind = property(lambda self: self.actor.kind)


class Signature(Part):
    commitment = owned_by("Commitment", "signatures")
    party_id = models.UUIDField(null=True)
    title = models.TextField()
    acting = models.BooleanField()
    place = text()
    signed_on = day()
    person_name = text()

    class Meta(Part.Meta):
        db_table = "signatures"


class FollowUpRule(Part):
    commitment = owned_by("Commitment", "follow_up_rules")
    as_stated = models.TextField()
    times_per_year = models.IntegerField(null=True)
    by = text()
    reported_to = text()
    indicators = Json()
    what = text()

    class Meta(Part.Meta):
        db_table = "follow_up_rules"


class CommitmentDocument(Part):
    commitment = owned_by("Commitment", "documents")
    title = models.TextField()
    url = text()
    registry_number = text()
    checksum_algorithm = text()
    checksum_value = text()

    class Meta(Part.Meta):
        db_table = "commitment_documents"

    checksum = property(lambda self: self)


class Replacement(Part):
    commitment = owned_by("Commitment", "replaces")
    replaced = owned_by("Commitment", "replaced_by")
    replaced_on = day()
    is_inferred = models.BooleanField()

    class Meta(Part.Meta):
        db_table = "replacements"


class Prolongation(Part):
    commitment = owned_by("Commitment", "prolongations")
    decided_on = day()
    ends_on = day()
    earlier_ends_on = day()
    reason = text()

    class Meta(Part.Meta):
        db_table = "prolongations"


class Termination(Part):
    commitment = owned_by("Commitment", "terminations")
    decided_on = day()
    terminated_on = day()
    reason = models.TextField()
    party_id = models.UUIDField(null=True)

    class Meta(Part.Meta):
        db_table = "terminations"


class Amendment(Part):
    commitment = owned_by("Commitment", "amendments")
    revision = models.IntegerField()
    decided_on = day()
    effective_on = day()
    reason = models.TextField()
    registry_number = text()
    earlier_values = Json()

    class Meta(Part.Meta):
        db_table = "amendments"
        ordering = ("revision",)


class Correction(Part):
    commitment = owned_by("Commitment", "corrections")
    corrected_on = day()
    reason = models.TextField()
    earlier_values = Json()

    class Meta(Part.Meta):
        db_table = "corrections"


class ForumRhythm(Part):
    commitment = owned_by("Commitment", "rhythms")
    forum = to("Forum", null=True)
    name_as_stated = models.TextField()
    role = text()
    times_per_year = models.IntegerField(null=True)
    as_stated = text()

    class Meta(Part.Meta):
        db_table = "forum_rhythms"

    forum_name = property(lambda self: shown(self.forum))


class LegalBasis(Part):
    commitment = owned_by("Commitment", "legal_bases")
    registry_number = text()
    text = models.TextField()

    class Meta(Part.Meta):
        db_table = "legal_bases"


class PrioritisedArea(Record):
    commitment = owned_by("Commitment", "areas")
    position = models.IntegerField()
    name = models.TextField()

    class Meta(Record.Meta):
        db_table = "prioritised_areas"
        ordering = ("position",)

    @property
    def category_codes(self) -> list[str]:
        return [one.category_code for one in self.category_links.all()]


class AreaCategoryLink(Unmanaged):
    pk = models.CompositePrimaryKey("prioritised_area_id", "category_code")
    prioritised_area = owned_by("PrioritisedArea", "category_links")
    category_code = models.TextField()

    class Meta(Unmanaged.Meta):
        db_table = "prioritised_area_categories"
        ordering = ("category_code",)


class Measure(Record):
    name = models.TextField()

    class Meta(Record.Meta):
        db_table = "measures"


class ActionPlan(Record):
    title = models.TextField()

    class Meta(Record.Meta):
        db_table = "action_plans"


class OperatingPlan(Record):
    title = models.TextField()

    class Meta(Record.Meta):
        db_table = "operating_plans"


class Indicator(Part):
    name = models.TextField()

    class Meta(Part.Meta):
        db_table = "indicators"


class FollowUp(Followed, Record):
    kind = models.TextField()
    commitment = to("Commitment", null=True)
    prioritised_area = to("PrioritisedArea", null=True)
    measure = to("Measure", null=True)
    action_plan = to("ActionPlan", null=True)
    operating_plan = to("OperatingPlan", null=True)
    rule = to("FollowUpRule", null=True)
    done_on = day()
    period_starts_on = day()
    period_ends_on = day()
    period_as_stated = text()
    published_on = day()
    outcome = text()
    outcome_word = text()
    summary = text()
    reported_to_forum = to("Forum", null=True)
    reported_on = day()

    class Meta(Record.Meta):
        db_table = "follow_ups"

    def save(self, *given: Any, **named: Any) -> None:
        words = [getattr(self, name) or "" for name in WORDS]
        self.sort_key, self.search_text = sort_key(words[0]), folded("\n".join(words))
        super().save(*given, **named)


class IndicatorValue(Part):
    follow_up = owned_by("FollowUp", "values")
    indicator = to("Indicator", null=True)
    what = models.TextField()
    value = Thousandths(null=True)
    value_as_stated = text()
    unit = text()

    class Meta(Part.Meta):
        db_table = "indicator_values"

    indicator_name = property(lambda self: shown(self.indicator))
