"""`python -m workers`: run one worker until SIGTERM or Ctrl-C."""

import argparse

from app.settings import settings
from workers.supervisor import run_worker


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m workers", description=__doc__)
    parser.add_argument("--once", action="store_true", help="stop after one job")
    parser.add_argument("--drain", action="store_true", help="stop when no job is due")
    arguments = parser.parse_args()
    run_worker(settings(), once=arguments.once, drain=arguments.drain)


if __name__ == "__main__":
    main()
