"""Functions: roles at an actor, such as coordinator or municipal police officer."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Dated, Resource, in_order


class FunctionKind(StrEnum):
    COORDINATOR = "coordinator"
    REGIONAL_COORDINATOR = "regionalCoordinator"
    MUNICIPAL_POLICE_OFFICER = "municipalPoliceOfficer"
    AREA_POLICE_OFFICER = "areaPoliceOfficer"
    PREVENTION_OFFICER = "preventionOfficer"
    COMMUNICATION_LEAD = "communicationLead"
    RESPONSIBLE_BODY = "responsibleBody"
    OTHER = "other"


class Function(Dated, Resource):
    __tablename__ = "functions"
    __table_args__ = (in_order("valid_from", "valid_to"),)
    WORDING = ("title", "mailbox")

    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), index=True)
    kind: Mapped[FunctionKind] = mapped_column(index=True)
    title: Mapped[str]
    percent_of_full_time: Mapped[int | None]
    percent_on_other_tasks: Mapped[int | None]
    coordinates_and_supports: Mapped[bool | None]
    is_contact_point: Mapped[bool | None]
    informs_residents_on: Mapped[date | None]
    information_link: Mapped[str | None]
    decision_reference: Mapped[str | None]
    mailbox: Mapped[str | None]
    person_name: Mapped[str | None]

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")
