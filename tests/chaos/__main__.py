"""`python -m tests.chaos`: a worker like any other, whose work is written down outside."""

from app.settings import settings
from workers.supervisor import run_worker

if __name__ == "__main__":
    run_worker(settings(), kinds="tests.chaos.kinds")
