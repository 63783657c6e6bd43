"""What reads are called with is taken from the request at once."""

from fastapi.routing import APIRoute

from app.http.arguments import are_simple
from app.main import routers


def test_every_read_but_the_one_about_the_service_is_called_at_once() -> None:
    offered = [one for router in routers() for one in router.routes if isinstance(one, APIRoute)]
    reads = [one for one in offered if one.methods == {"GET"}]

    assert len(reads) > 100
    assert [one.name for one in reads if not are_simple(one)] == ["read_api_info"]
