"""Which agreements are asked for, and all that is shown of them in a fixed number of queries."""

from django.db.models import Prefetch, Q, QuerySet

from bench.rivals.register.models import (
    AreaCategoryLink,
    Commitment,
    CommitmentCounty,
    CommitmentMunicipality,
    ForumRhythm,
    Party,
    Replacement,
)

WHOLE = (
    "external_references",
    "county_links",
    "signatures",
    "follow_up_rules",
    "documents",
    "replaces",
    "prolongations",
    "terminations",
    "amendments",
    "corrections",
    "legal_bases",
    "areas",
)


def agreements() -> QuerySet[Commitment]:
    return Commitment.objects.filter(form="agreement").prefetch_related(
        *WHOLE,
        Prefetch("parties", Party.objects.select_related("actor__municipality")),
        Prefetch(
            "municipality_links", CommitmentMunicipality.objects.select_related("municipality")
        ),
        Prefetch("replaced_by", Replacement.objects.select_related("commitment").order_by("id")),
        Prefetch("rhythms", ForumRhythm.objects.select_related("forum")),
        Prefetch("areas__category_links", AreaCategoryLink.objects.all()),
    )


def narrowed(county_code: str | None, level: str | None) -> QuerySet[Commitment]:
    found = agreements()
    if level is not None:
        found = found.filter(level=level)
    if county_code is not None:
        found = found.filter(in_county(county_code))
    return found


def in_county(code: str) -> Q:
    at_home = Q(actor__county_code=code) | Q(actor__municipality__county_code=code)
    stated = CommitmentCounty.objects.filter(county_code=code)
    covering = CommitmentMunicipality.objects.filter(municipality__county_code=code)
    keys = (
        one.values("commitment_id") for one in (stated, covering, Party.objects.filter(at_home))
    )
    first, second, third = (Q(id__in=one) for one in keys)
    return first | second | third
