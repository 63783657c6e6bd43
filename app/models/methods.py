"""Methods: the catalogue of named ways to prevent crime, with what is known of their effect."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Dated, Resource, in_order


class Evidence(StrEnum):
    POSITIVE = "positive"
    MIXED = "mixed"
    UNCLEAR = "unclear"
    NO_EFFECT = "noEffect"
    NOT_EVALUATED = "notEvaluated"


class EvidenceQuality(StrEnum):
    """What kind of studies the knowledge rests on."""

    SEVERAL_STUDIES = "severalStudies"
    LIMITED = "limited"
    PROCESS_ONLY = "processOnly"
    NO_STUDY = "noStudy"


class Method(Dated, Resource):
    __tablename__ = "methods"
    __table_args__ = (in_order("valid_from", "valid_to"),)
    WORDING = ("name", "code", "aliases", "summary")

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(default=list)
    kinds: Mapped[list[str]] = mapped_column(default=list)
    problem_areas: Mapped[list[str]] = mapped_column(default=list)
    summary: Mapped[str | None]
    evidence: Mapped[Evidence]
    # Null: not said.
    evidence_quality: Mapped[EvidenceQuality | None]
    evidence_note: Mapped[str | None]
    caution: Mapped[str | None]
    evidence_source: Mapped[str | None]
    evidence_year: Mapped[int | None]
