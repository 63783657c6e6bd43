"""The command line: `samverkan serve`, `worker`, `db upgrade` and what an operator needs."""

import gc


def main() -> None:
    """What is imported stays: to look through it for garbage meanwhile is a tenth of the start."""
    gc.disable()
    from app.cli import commands  # noqa: PLC0415 - not before

    gc.freeze()
    gc.enable()
    commands.main()
