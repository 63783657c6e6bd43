"""Meetings that a forum has held or plans to hold."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.actors import Actor
from app.models.base import Base, Resource
from app.models.forums import Forum


class MeetingParticipant(Base):
    __tablename__ = "meeting_participants"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("actors.id"), primary_key=True, index=True)

    actor: Mapped[Actor] = relationship(viewonly=True, lazy="raise")


class Meeting(Resource):
    __tablename__ = "meetings"
    WORDING = ("held_on", "topic")

    forum_id: Mapped[UUID] = mapped_column(ForeignKey("forums.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    topic: Mapped[str | None]
    minutes_url: Mapped[str | None]
    cancelled: Mapped[bool] = mapped_column(default=False)

    forum: Mapped[Forum] = relationship(viewonly=True, lazy="raise")
    participant_links: Mapped[list[MeetingParticipant]] = relationship(
        order_by=MeetingParticipant.actor_id, cascade="all, delete-orphan", lazy="raise"
    )
    participant_ids: AssociationProxy[list[UUID]] = association_proxy(
        "participant_links",
        "actor_id",
        creator=lambda actor_id: MeetingParticipant(actor_id=actor_id),
    )
