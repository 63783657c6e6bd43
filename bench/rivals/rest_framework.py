"""Django REST Framework: model serializers and generic views."""

from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import path

application = get_wsgi_application()  # the models below want to be known first

from django.db import transaction  # noqa: E402
from rest_framework import generics, pagination, serializers  # noqa: E402
from rest_framework.response import Response  # noqa: E402

from bench.rivals import ROOT  # noqa: E402
from bench.rivals.bare_sql import camel  # noqa: E402
from bench.rivals.register import models, queries  # noqa: E402

HEAD = ("id", "version", "created_at", "updated_at", "ended_on", "ended_reason")
KINDS = ("production", "process", "effect", "unknown")
COLOURS = ("green", "yellow", "red")


class Camel(serializers.ModelSerializer):
    """Names are snake_case in the models and camelCase in JSON."""

    def get_fields(self) -> dict[str, Any]:
        found = {}
        for name, field in super().get_fields().items():
            if field.source is None and camel(name) != name:
                field.source = name
            found[camel(name)] = field
        return found


def parts_of(model: Any, *names: str, **declared: Any) -> Any:
    """A serializer of what an agreement owns, many of them."""
    meta = type("Meta", (), {"model": model, "fields": [*names, *declared]})
    made = type(f"{model.__name__}Serializer", (Camel,), {"Meta": meta, **declared})
    return made(many=True, read_only=True)


def whole(*names: str, **declared: Any) -> Any:
    """A serializer of a group of the agreement's own fields."""
    meta = type("Meta", (), {"model": models.Commitment, "fields": [*names, *declared]})
    return type("Group", (Camel,), {"Meta": meta, **declared})(source="*", read_only=True)


class ChecksumSerializer(serializers.Serializer):
    algorithm = serializers.CharField(source="checksum_algorithm")
    value = serializers.CharField(source="checksum_value")


class ReferenceSerializer(serializers.Serializer):
    system = serializers.CharField()
    id = serializers.CharField(source="external_id")


class NewerSerializer(serializers.Serializer):
    replacedById = serializers.UUIDField(source="commitment_id")  # noqa: N815 - the API's name
    replacedOn = serializers.DateField(source="replaced_on")  # noqa: N815
    isInferred = serializers.BooleanField(source="is_inferred")  # noqa: N815


class AgreementSerializer(Camel):
    external_references = ReferenceSerializer(many=True)
    municipality_codes = serializers.ReadOnlyField()
    stated_county_codes = serializers.ReadOnlyField()
    parties = parts_of(
        models.Party,
        *("id", "actor_id", "role", "name_as_stated", "joined_on", "left_on"),
        *("actor_name", "actor_kind"),
    )
    period = whole(
        *("period_as_stated", "starts_on", "starts_on_precision", "ends_on"),
        *("ends_on_precision", "end_type", "length_months", "prolongs_automatically"),
        *("prolongation_months", "prolongation_as_stated", "termination_as_stated"),
    )
    documents = parts_of(
        models.CommitmentDocument,
        *("title", "url", "registry_number"),
        checksum=ChecksumSerializer(source="*"),
    )
    replaces = parts_of(models.Replacement, "replaced_id", "replaced_on", "is_inferred")
    part_one = whole(
        *("has_part_one", "goals", "roles", "resources", "communication", "documentation"),
        rhythms=parts_of(
            models.ForumRhythm,
            *("forum_id", "name_as_stated", "role", "times_per_year", "as_stated", "forum_name"),
        ),
        follow_up_rules=parts_of(
            models.FollowUpRule,
            *("id", "as_stated", "times_per_year", "by", "reported_to", "indicators", "what"),
        ),
        legal_bases=parts_of(models.LegalBasis, "text", "registry_number"),
    )
    part_two = whole(
        *("has_part_two", "situation_picture_id"),
        areas=parts_of(models.PrioritisedArea, "id", "name", "category_codes", "ended_on"),
    )
    signatures = parts_of(
        models.Signature,
        *("id", "party_id", "title", "acting", "place", "signed_on", "person_name"),
    )
    replaced_by = NewerSerializer(many=True)
    prolongations = parts_of(
        models.Prolongation, "id", "decided_on", "ends_on", "earlier_ends_on", "reason"
    )
    terminations = parts_of(
        models.Termination, "id", "decided_on", "terminated_on", "reason", "party_id"
    )
    amendments = parts_of(
        models.Amendment,
        *("id", "revision", "decided_on", "effective_on", "reason", "registry_number"),
        "earlier_values",
    )
    corrections = parts_of(models.Correction, "id", "corrected_on", "reason", "earlier_values")

    class Meta:
        model = models.Commitment
        fields = (
            *HEAD,
            *("external_references", "title", "title_is_constructed", "level"),
            *("registry_numbers", "purposes", "parent_id", "geographic_scope"),
            *("municipality_codes", "stated_county_codes", "parties", "period", "documents"),
            *("registered_afterwards", "shared_with_county", "signing", "signed_on"),
            *("signed_on_precision", "published_on", "published_on_precision", "provenance"),
            *("data_quality_notes", "replaces", "replaced_on_unknown_day", "kind"),
            *("kind_as_stated", "part_one", "part_two", "status", "status_reason", "validity"),
            *("validity_reason", "as_of", "revision", "county_codes", "signatures"),
            *("replaced_by", "prolongations", "terminations", "amendments", "corrections"),
        )


class ValueSerializer(Camel):
    value = serializers.FloatField(required=False, allow_null=True)
    indicator_id = serializers.PrimaryKeyRelatedField(
        source="indicator", queryset=models.Indicator.objects, required=False, allow_null=True
    )

    class Meta:
        model = models.IndicatorValue
        fields = ("indicator_id", "what", "value", "value_as_stated", "unit", "indicator_name")
        read_only_fields = ("indicator_name",)


def subject(source: str, model: Any) -> Any:
    return serializers.PrimaryKeyRelatedField(
        source=source, queryset=model.objects, required=False, allow_null=True
    )


class FollowUpSerializer(Camel):
    external_references = serializers.ReadOnlyField()
    status = serializers.ReadOnlyField()
    kind = serializers.ChoiceField(KINDS)
    outcome = serializers.ChoiceField(COLOURS, required=False, allow_null=True)
    commitment_id = subject("commitment", models.Commitment)
    prioritised_area_id = subject("prioritised_area", models.PrioritisedArea)
    measure_id = subject("measure", models.Measure)
    action_plan_id = subject("action_plan", models.ActionPlan)
    operating_plan_id = subject("operating_plan", models.OperatingPlan)
    rule_id = subject("rule", models.FollowUpRule)
    reported_to_forum_id = subject("reported_to_forum", models.Forum)
    values = ValueSerializer(many=True, required=False)

    class Meta:
        model = models.FollowUp
        read_only_fields = HEAD
        fields = (
            *HEAD,
            *("external_references", "status", "kind", "commitment_id", "prioritised_area_id"),
            *("measure_id", "action_plan_id", "operating_plan_id", "rule_id", "done_on"),
            *("period_starts_on", "period_ends_on", "period_as_stated", "published_on"),
            *("outcome", "outcome_word", "summary", "reported_to_forum_id", "reported_on"),
            *("values", "commitment_title", "prioritised_area_name", "measure_name"),
            *("action_plan_title", "operating_plan_title", "rule_as_stated"),
            "reported_to_forum_name",
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("outcome") and not attrs.get("outcome_word"):
            raise serializers.ValidationError({"outcomeWord": "is required with outcome"})
        return attrs

    @transaction.atomic
    def create(self, validated_data: dict[str, Any]) -> models.FollowUp:
        values = validated_data.pop("values", [])
        made = models.FollowUp.objects.create(**validated_data)
        models.IndicatorValue.objects.bulk_create(
            models.IndicatorValue(follow_up=made, position=place, **one)
            for place, one in enumerate(values)
        )
        return made


class Pages(pagination.PageNumberPagination):
    page_size, page_size_query_param, max_page_size = 20, "limit", 100

    def get_paginated_response(self, data: Any) -> Response:
        asked = self.page.paginator.per_page
        meta = {"totalRecords": self.page.paginator.count, "page": self.page.number}
        return Response({"_meta": {**meta, "limit": asked, "count": len(data)}, "items": data})


class Agreements(generics.ListAPIView):
    serializer_class = AgreementSerializer
    pagination_class = Pages

    def get_queryset(self) -> Any:
        asked = self.request.query_params
        return queries.narrowed(asked.get("countyCode"), asked.get("level"))


class Agreement(generics.RetrieveAPIView):
    serializer_class = AgreementSerializer
    queryset = queries.agreements()


class FollowUps(generics.CreateAPIView):
    serializer_class = FollowUpSerializer


urlpatterns = [
    path(f"{ROOT[1:]}/agreements", Agreements.as_view()),
    path(f"{ROOT[1:]}/agreements/<uuid:pk>", Agreement.as_view()),
    path(f"{ROOT[1:]}/follow-ups", FollowUps.as_view()),
]
