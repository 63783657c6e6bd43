"""`python -m tests.workers.slowly`: a worker whose disposals can be met half-way."""

import time

from app.database import Sessions
from app.settings import settings
from workers import disposal
from workers.kinds import Payload, Progress, Store
from workers.supervisor import run_worker


def slowly(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    def reporting(percent: int, message: str) -> None:
        progress(percent, message)
        time.sleep(0.2)

    disposal.AT_ONCE = 50
    return disposal.dispose(sessions, payload, reporting)


KINDS = {"disposal": slowly}

if __name__ == "__main__":
    run_worker(settings(), kinds="tests.workers.slowly")
