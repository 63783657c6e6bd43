"""`python -m workers.annual_report 04 2024 report.xlsx`: compiles a workbook by hand."""

import sys
from pathlib import Path

from app.database import connect
from app.settings import Settings
from workers.annual_report.compile import compile_workbook


def main(county_code: str, year: str, path: str) -> None:
    sessions = connect(Settings())
    workbook, _ = compile_workbook(sessions, county_code, int(year))
    Path(path).write_bytes(workbook)
    sys.stdout.write(f"{path}: {len(workbook)} byte\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
