"""Citizen promises: what citizens are told will be done, and whether they were told how it went."""

from datetime import date

from sqlalchemy.orm import Mapped

from app.models.commitments import Commitment, Form


class CitizenPromise(Commitment):
    __mapper_args__ = {"polymorphic_identity": Form.CITIZEN_PROMISE}

    citizen_dialogue_on: Mapped[date | None]
    staff_dialogue_on: Mapped[date | None]
    communicated_on: Mapped[date | None]
    communicated_how: Mapped[str | None]
    fed_back_on: Mapped[date | None]
    fed_back_how: Mapped[str | None]
    outcome: Mapped[str | None]
