"""Runs the HTTP server: one parser, one event loop, no server header, a bounded stop."""

import uvicorn

from app.database import connect
from app.main import create_app
from app.settings import Settings

STOP_WITHIN_S = 20


def serve(settings: Settings, host: str, port: int) -> None:
    uvicorn.run(
        create_app(connect(settings), settings),
        host=host,
        port=port,
        http="httptools",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # it would believe X-Forwarded-* of anything on this machine
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
