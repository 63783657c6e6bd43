"""Which release this is, and where in its life it stands."""

from datetime import date
from typing import Literal, TypeAlias

Phase: TypeAlias = Literal["alpha", "beta", "active", "deprecated", "retired", "decommissioned"]

VERSION = "0.8.1"
RELEASED = date(2026, 11, 27)
STATUS: Phase = "beta"
