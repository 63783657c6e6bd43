"""The lease on one job: renewed while its child works, and the first to know when it must stop."""

import threading
import time
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from app.database import Sessions
from app.jobs import queue
from app.models.jobs import Job

MARGIN = 0.9
LONGEST_SILENCE_S = 1.0  # a wish to cancel is seen by renewing, and may wait three seconds


class Lease:
    """A thread of its own: a database that hangs must not delay the kill that it makes needful."""

    def __init__(self, sessions: Sessions, job: Job, lease_s: float, since: float) -> None:
        self.sessions = sessions
        self.job = job
        self.lease_s = lease_s
        self.renewed = since
        self.cancelled = False
        self.over = threading.Event()
        threading.Thread(target=self._keep, daemon=True).start()

    @property
    def lost(self) -> bool:
        return time.monotonic() - self.renewed > MARGIN * self.lease_s

    def _keep(self) -> None:
        ours = True
        while ours and not self.over.wait(min(self.lease_s / 3, LONGEST_SILENCE_S)):
            with suppress(SQLAlchemyError):
                ours = self._renew()

    def _renew(self) -> bool:
        """Refused, mostly because the child has just ended the job: no reason to kill it yet."""
        sent = time.monotonic()
        with self.sessions.begin() as session:
            job = queue.renew(session, self.job, self.lease_s)
        if job is not None:
            self.renewed, self.cancelled = sent, job.cancel_requested
        return job is not None
