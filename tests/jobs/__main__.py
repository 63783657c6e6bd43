"""`python -m tests.jobs`: a worker like any other, that knows the tests' kinds of work."""

import sys

from app.settings import settings
from workers.supervisor import run_worker

if __name__ == "__main__":
    run_worker(settings(), once="--once" in sys.argv, kinds="tests.jobs.kinds")
