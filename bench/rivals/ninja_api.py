"""django-ninja: the same models behind functions with schemas."""

from typing import Any
from uuid import UUID

from django.core.wsgi import get_wsgi_application
from django.urls import path

application = get_wsgi_application()  # the models below want to be known first

from django.db import transaction  # noqa: E402
from django.shortcuts import get_object_or_404  # noqa: E402
from ninja import NinjaAPI, Schema  # noqa: E402

from bench.rivals import ROOT  # noqa: E402
from bench.rivals.register import models, queries  # noqa: E402
from bench.rivals.shapes import FollowUpIn, read_shapes  # noqa: E402

NAMED = (
    *("commitment", "prioritised_area", "measure", "action_plan", "operating_plan", "rule"),
    "reported_to_forum",
)
shapes = read_shapes(Schema)
api = NinjaAPI(openapi_url=None)


@api.get("/agreements/{key}", response=shapes.Agreement, by_alias=True)
def read_agreement(request: Any, key: UUID) -> Any:
    return get_object_or_404(queries.agreements(), pk=key)


@api.get("/agreements", response=shapes.Page, by_alias=True)
def list_agreements(
    request: Any,
    countyCode: str | None = None,  # noqa: N803 - the API's name
    level: str | None = None,
    page: int = 1,
    limit: int = 20,
) -> Any:
    found = queries.narrowed(countyCode, level)
    items = list(found[(page - 1) * limit : page * limit])
    meta = {"total_records": found.count(), "page": page, "limit": limit, "count": len(items)}
    return {"meta": meta, "items": items}


@api.post("/follow-ups", response={201: shapes.FollowUp}, by_alias=True)
@transaction.atomic
def create_follow_up(request: Any, body: FollowUpIn) -> Any:
    made = models.FollowUp.objects.create(**body.model_dump(exclude={"values"}))
    models.IndicatorValue.objects.bulk_create(
        models.IndicatorValue(follow_up=made, position=place, **one.model_dump())
        for place, one in enumerate(body.values)
    )
    whole = models.FollowUp.objects.select_related(*NAMED).prefetch_related("values__indicator")
    return 201, whole.get(pk=made.pk)


urlpatterns = [path(f"{ROOT[1:]}/", api.urls)]
