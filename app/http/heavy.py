"""What costs much, a client may ask for so often in a minute, whichever process answers."""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app.database import Begin
from app.http.headers import Headers
from app.services import minute_counts

HEAVY = frozenset(
    {
        "assess_county_self_check",
        "assess_county_cycle",
        "assess_county_data_quality",
        "assess_municipality_data_quality",
        "compare_annual_reports",
        "count_agreements",
        "count_areas",
        "count_methods",
        "list_due",
        "read_annual_report_data",
        "read_annual_report_workbook",
        "read_national_report_data",
        "read_national_report_workbook",
        "read_review_assignment_summary",
        "request_annual_report",
        "request_national_report",
    }
)


async def limit_heavy(request: Request) -> None:
    """Each of them is counted for itself, and answers say what is left of it."""
    operation = request.scope["route"].name
    most = request.app.state.settings.heavy_requests_per_minute
    if operation not in HEAVY or not most:
        return
    token = request.state.token
    whose = f"{token.issuer} {token.subject} {operation}"
    count = await run_in_threadpool(_counted, request.app.state.sessions.begin, whose)
    seconds = minute_counts.seconds_left()
    request.state.limits = _said(most, most - count, seconds)
    if count > most:
        raise HTTPException(429, headers={"Retry-After": str(seconds)})


def _counted(begin: Begin, whose: str) -> int:
    with begin() as session:
        return minute_counts.count(session, whose)


def _said(most: int, left: int, seconds: int) -> Headers:
    return [
        (b"ratelimit-policy", f'"heavy";q={most};w=60'.encode()),
        (b"ratelimit", f'"heavy";r={max(left, 0)};t={seconds}'.encode()),
    ]
