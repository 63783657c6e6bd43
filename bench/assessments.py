"""Time to answer from the records: `python -m bench.assessments [DATABASE_URL]`.

Without an address on a PostgreSQL of its own. The empty database is filled with 21 counties and 290
municipalities, each with ten years of agreements, pictures, plans, follow-ups and reports. Then the
board of each county asks about it, over HTTP within one process. Shown are the median and the
longest of the rounds, and for the whole country the sum over the counties.
"""

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.main import ROOT, create_app
from app.models import Actor, ForumMember, Municipality
from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import Scope
from app.reference.loading import load
from app.settings import Settings
from app.tokens.minting import Mint
from bench.guards import log_to_nowhere
from tests import make
from tests.databases import fresh_postgres, migrated
from tests.postgres import PostgresServer

YEARS = range(2016, 2026)
ROUNDS = 10
DAY = {"asOf": "2025-12-31"}
OF_COUNTY = ("self-check", "cycle", "data-quality")


def main(url: str) -> None:
    log_to_nowhere()
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(
            database_url=url,
            keys_directory=Path(directory),
            heavy_requests_per_minute=0,
            allowed_hosts=("testserver",),
        )
        sessions = connect(settings)
        migrated(sessions.engine)
        boards = filled(acting(sessions, Author("bench", "bench")))
        with TestClient(create_app(sessions, settings)) as client:
            for what in OF_COUNTY:
                tell(what, measured(client, Mint(settings), boards, what))
        sessions.engine.dispose()


def tell(what: str, by_county: dict[str, list[float]]) -> None:
    nine = by_county["04"]
    print(f"{what}, a county of nine: {statistics.median(nine):.0f} ms, at most {max(nine):.0f}")
    whole = sum(statistics.median(one) for one in by_county.values())
    print(f"{what}, all counties: {whole / 1000:.2f} s")


def measured(
    client: TestClient, mint: Mint, boards: dict[str, str], what: str
) -> dict[str, list[float]]:
    """Milliseconds of each round, by county."""
    found = {}
    for code, subject in boards.items():
        headers = {"Authorization": f"Bearer {mint.token(subject, frozenset(Scope)).text}"}
        address = f"{ROOT}/counties/{code}/{what}"
        found[code] = [milliseconds(client, address, headers) for _ in range(ROUNDS)]
    return found


def milliseconds(client: TestClient, address: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    answer = client.get(address, params=DAY, headers=headers)
    took = (time.perf_counter() - began) * 1000
    answer.raise_for_status()
    return took


def filled(sessions: Sessions) -> dict[str, str]:
    """By county code, the subject of its board's client."""
    with sessions.begin() as session:
        load(session)
        boards = {
            str(board.county_code): make.principal(session, board, Role.COORDINATOR).subject
            for board in session.scalars(
                select(Actor).where(Actor.kind == ActorKind.COUNTY_ADMINISTRATIVE_BOARD)
            )
        }
        for one in session.scalars(select(Municipality).order_by(Municipality.code)).all():
            _fill(session, one)
    with sessions.begin() as session:
        session.execute(text("ANALYZE"))
    return boards


def _fill(session: Session, place: Municipality) -> None:
    home = make.actor(session, f"{place.name} kommun", municipality_code=place.code)
    police = make.actor(session, f"Lokalpolisområde {place.name}", kind="localPoliceArea")
    make.function(session, home, mailbox=f"samordnare@{place.code}.example.se")
    make.function(session, home, kind="responsibleBody", title="Kommunstyrelsen")
    members = [ForumMember(actor_id=police.id, leading_position=True)]
    council: dict[str, Any] = {"leader_id": home.id, "municipality_codes": [place.code]}
    forum = make.forum(session, f"Rådet i {place.name}", members=members, **council)
    for year in YEARS:
        _fill_year(session, place.code, (home, police), forum.id, year)


def _fill_year(
    session: Session, code: str, parties: tuple[Actor, Actor], forum_id: Any, year: int
) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    agreement = make.agreement(
        session, f"Överenskommelse {year}", starts_on=first, ends_on=last, purposes=["Trygghet"]
    )
    for one in parties:
        make.party(session, agreement, one)
    for name in ("Stöld", "Unga", "Platser"):
        area = make.prioritised_area(session, name, commitment_id=agreement.id)
        for number in range(2):
            make.measure(
                session,
                f"Åtgärd {number}",
                commitment_id=agreement.id,
                prioritised_area_id=area.id,
            )
        make.follow_up(session, prioritised_area_id=area.id, done_on=last)
    picture = make.situation_picture(session, codes=(code,), made_on=first)
    plan = make.action_plan(
        session,
        municipality_code=code,
        decided_on=first,
        decided_by="Kommunfullmäktige",
        situation_picture_id=picture.id,
    )
    make.measure(session, action_plan_id=plan.id)
    make.follow_up(session, action_plan_id=plan.id, done_on=last)
    make.council_report(session, municipality_code=code, reported_on=last)
    make.meeting(session, str(first), forum_id=forum_id)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with PostgresServer() as server, fresh_postgres(server.url) as url:
            main(url)
