"""What a report shows and its workbook, as kept: a file, and the sheets of its snapshot."""

from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class KeptFile(Base):
    """The bytes apart from the report's row: backed up with the rest, never read by a list.

    Whose it is stands in `owner_id`, as another name for the key that refers to the report.
    """

    __abstract__ = True

    owner_id: Any
    checksum: Mapped[str]
    head: Mapped[dict[str, Any]]
    workbook: Mapped[bytes] = mapped_column(LargeBinary)


class KeptSheet(Base):
    """One sheet of the snapshot; its rows are gzipped lines of JSON."""

    __abstract__ = True

    owner_id: Any
    position: Any
    head: Mapped[dict[str, Any]]
    row_count: Mapped[int]
    rows: Mapped[bytes] = mapped_column(LargeBinary)
