"""An agreement's first year, told through the client that is generated from the contract.

`story.py ADDRESS TOWN WORKBOOK`, with that client on the path, and a system administrator's
CLIENT_ID and CLIENT_SECRET in the environment; story.ts tells the same. The words that it registers
are looked for in the workbook afterwards.
"""

import os
import sys
import time
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx
from samverkan_client import AuthenticatedClient, models
from samverkan_client.api.actors import list_actors, register_actor
from samverkan_client.api.agreements import (
    list_agreements,
    read_agreement,
    register_agreement,
    sign_agreement,
)
from samverkan_client.api.annual_reports import read_annual_report_workbook, request_annual_report
from samverkan_client.api.follow_ups import register_follow_up
from samverkan_client.api.measures import register_measure
from samverkan_client.api.methods import list_methods
from samverkan_client.api.principals import register_principal, renew_principal_secret
from samverkan_client.api.prioritised_areas import register_prioritised_area
from samverkan_client.types import Response

COMPILED_WITHIN_S = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Answer = TypeVar("Answer")


def tell(keeper: AuthenticatedClient, place: str, workbook: Path) -> None:
    """The place is a municipality's code, which begins with its county's.

    Each acts as itself: the town and the police agree, the county's board finds and reports it.
    """
    county = place[:2]
    town, police = the_town(keeper, place), the_police(keeper, county)
    parties = [models.Role.EDITOR, models.Role.SIGNATORY]
    by_town, by_police = admitted(keeper, town, parties), admitted(keeper, police, parties)
    by_board = admitted(keeper, the_board(keeper, county), [models.Role.COORDINATOR])
    agreement = drafted(by_town, place, [town, police])
    area = prioritised(by_town, agreement)
    measure = promised(by_town, area, town)
    signed(by_town, by_police, agreement)
    found_in_force(by_board, county, agreement)
    followed_up(by_police, area, measure)
    workbook.write_bytes(fetched(by_board, compiled(by_board, ordered(by_board, county))))


def signed_in(address: str, client_id: str, secret: str) -> AuthenticatedClient:
    """By client credentials; the token is good for some minutes, longer than this story."""
    issuer = address.removesuffix("/samverkan/v1")
    asked = {"grant_type": "client_credentials"}
    answer = httpx.post(f"{issuer}/oauth2/token", data=asked, auth=(client_id, secret))
    token = answer.raise_for_status().json()["access_token"]
    return AuthenticatedClient(address, token, headers={"Accept": "application/json"})


def admitted(
    keeper: AuthenticatedClient, organisation: UUID, roles: list[models.Role]
) -> AuthenticatedClient:
    """A system of the organisation's own, registered and given a secret."""
    body = models.PrincipalCreate("Ärendesystemet", roles, organisation)
    made = register_principal.sync_detailed(client=keeper, body=body)
    system = got(models.PrincipalRead, made)
    renewed = renew_principal_secret.sync_detailed(
        system.id,
        client=keeper,
        body=models.SecretCreate(lifetime_days=1),
        if_match=made.headers["ETag"],
        idempotency_key=str(uuid4()),
    )
    secret = got(models.PrincipalSecretRead, renewed).secret
    assert secret is not None
    return signed_in(keeper._base_url, system.subject, secret)


def got(kind: type[Answer], answer: Response[Any]) -> Answer:
    assert isinstance(answer.parsed, kind), answer
    return answer.parsed


def the_town(client: AuthenticatedClient, place: str) -> UUID:
    answer = list_actors.sync_detailed(
        client=client, kind=models.ActorKind.MUNICIPALITY, municipality_code=place
    )
    (town,) = got(models.ListActorsResponse200, answer).items
    return town.id


def the_board(client: AuthenticatedClient, county: str) -> UUID:
    answer = list_actors.sync_detailed(
        client=client, kind=models.ActorKind.COUNTYADMINISTRATIVEBOARD, county_code=county
    )
    (board,) = got(models.ListActorsResponse200, answer).items
    return board.id


def the_police(client: AuthenticatedClient, county: str) -> UUID:
    body = models.ActorCreate(
        models.ActorKind.LOCALPOLICEAREA, "Lokalpolisområdet", county_code=county
    )
    answer = register_actor.sync_detailed(client=client, body=body)
    police = got(models.ActorRead, answer)
    assert answer.headers["Location"].endswith(f"/actors/{police.id}")
    return police.id


def drafted(client: AuthenticatedClient, place: str, parties: list[UUID]) -> models.AgreementRead:
    body = models.AgreementCreate(
        "Överenskommelse för färre stölder",
        models.Level.MUNICIPALITY,
        kind=models.AgreementKind.LOCAL,
        purposes=["Färre stölder och tryggare kvällar."],
        municipality_codes=[place],
        parties=[models.PartyShape(actor, models.PartyRole.CONTRACTING) for actor in parties],
        period=models.PeriodInput(starts_on=date(2024, 1, 1), ends_on=date(2027, 12, 31)),
    )
    draft = got(models.AgreementRead, register_agreement.sync_detailed(client=client, body=body))
    assert draft.signing is models.Signing.UNSIGNED
    assert [party.actor_id for party in draft.parties] == parties
    return draft


def prioritised(
    client: AuthenticatedClient, agreement: models.AgreementRead
) -> models.PrioritisedAreaRead:
    thefts = models.IndicatorShape(
        "Anmälda cykelstölder", baseline=120, target=80.5, direction=models.Direction.DECREASE
    )
    body = models.PrioritisedAreaCreate(
        "Cykelstölder i centrum", agreement.id, category_codes=["theft"], indicators=[thefts]
    )
    answer = register_prioritised_area.sync_detailed(client=client, body=body)
    return got(models.PrioritisedAreaRead, answer)


def promised(
    client: AuthenticatedClient, area: models.PrioritisedAreaRead, responsible: UUID
) -> models.MeasureRead:
    found = list_methods.sync_detailed(client=client, code="est")
    (method,) = got(models.ListMethodsResponse200, found).items
    body = models.MeasureCreate(
        "Veckovisa möten om cykelstölderna",
        commitment_id=area.commitment_id,
        prioritised_area_id=area.id,
        method_id=method.id,
        actors=[models.MeasureActorShape(models.MeasureRole.RESPONSIBLE, responsible)],
    )
    measure = got(models.MeasureRead, register_measure.sync_detailed(client=client, body=body))
    assert measure.method_name == method.name
    return measure


def signed(
    by_town: AuthenticatedClient, by_police: AuthenticatedClient, agreement: models.AgreementRead
) -> None:
    """Each party signs for itself, the version that it has read; one that is stale is refused."""
    town, police = (
        models.SignatureCreate("ordförande", party_id=party.id, signed_on=date(2024, 1, 15))
        for party in agreement.parties
    )
    seen, old = (
        read_agreement.sync_detailed(agreement.id, client=one).headers["ETag"]
        for one in (by_town, by_police)
    )
    first = sign_agreement.sync_detailed(agreement.id, client=by_town, body=town, if_match=seen)
    stale = sign_agreement.sync_detailed(agreement.id, client=by_police, body=police, if_match=old)
    new = read_agreement.sync_detailed(agreement.id, client=by_police).headers["ETag"]
    last = sign_agreement.sync_detailed(agreement.id, client=by_police, body=police, if_match=new)

    assert got(models.AgreementRead, first).signing is models.Signing.UNSIGNED
    assert got(models.Problem, stale).status == stale.status_code == 412
    assert got(models.AgreementRead, last).signed_on == date(2024, 1, 15)


def found_in_force(
    client: AuthenticatedClient, county: str, agreement: models.AgreementRead
) -> None:
    answer = list_agreements.sync_detailed(
        client=client,
        county_code=county,
        as_of=date(2024, 6, 30),
        validity=models.ListAgreementsValidity.YES,
    )
    page = got(models.ListAgreementsResponse200, answer)
    assert [one.id for one in page.items] == [agreement.id]
    assert page.items[0].validity is models.AgreementReadValidity.YES
    assert page.field_meta.total_records == 1


def followed_up(
    client: AuthenticatedClient, area: models.PrioritisedAreaRead, measure: models.MeasureRead
) -> None:
    counted = models.IndicatorValueShape(
        "Anmälda cykelstölder 2024", indicator_id=area.indicators[0].id, value=95
    )
    body = models.FollowUpCreate(
        models.FollowUpKind.EFFECT,
        measure_id=measure.id,
        done_on=date(2024, 11, 20),
        outcome=models.Outcome.YELLOW,
        outcome_word="Delvis uppnått",
        summary="Stölderna har minskat, men målet är inte nått.",
        values=[counted],
    )
    follow_up = got(models.FollowUpRead, register_follow_up.sync_detailed(client=client, body=body))
    assert follow_up.measure_name == measure.name


def ordered(client: AuthenticatedClient, county: str) -> str:
    """Where the order can be followed."""
    order = models.AnnualReportCreate(county, 2024)
    answer = request_annual_report.sync_detailed(client=client, body=order)
    assert answer.status_code == 202, answer
    location: str = answer.headers["Location"]
    return location


def compiled(client: AuthenticatedClient, location: str) -> models.AnnualReportRead:
    deadline = time.monotonic() + COMPILED_WITHIN_S
    while time.monotonic() < deadline:
        answer = client.get_httpx_client().get(location).raise_for_status()
        report = models.AnnualReportRead.from_dict(answer.json())
        assert report.state is not models.ReportState.FAILED, report.error
        if report.state is models.ReportState.COMPILED:
            return report
        time.sleep(0.2)
    raise TimeoutError(location)


def fetched(client: AuthenticatedClient, report: models.AnnualReportRead) -> bytes:
    """The file at its link is the one that the client is told of."""
    answer = read_annual_report_workbook.sync_detailed(report.id, client=client)
    told = got(models.WorkbookRead, answer)
    (link,) = (link.href for link in report.field_links if link.rel == "enclosure")
    file = client.get_httpx_client().get(link, headers={"Accept": XLSX}).raise_for_status()
    assert file.headers["Content-Type"] == XLSX
    assert sha256(file.content).hexdigest() == told.checksum.value
    return file.content


if __name__ == "__main__":
    with signed_in(sys.argv[1], os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]) as caller:
        tell(caller, sys.argv[2], Path(sys.argv[3]))
