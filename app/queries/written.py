"""Questions that are asked all the time: put into SQL once, and then asked of the driver."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, CursorResult, Dialect, Select
from sqlalchemy.orm import Session

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Written:
    """The text, and in its order what is to be given each time, with how the driver takes it."""

    text: str
    given: dict[str, Convert | None]
    by_position: bool

    def parameters(self, values: Mapping[str, Any]) -> Any:
        found = {
            name: values[name] if convert is None else convert(values[name])
            for name, convert in self.given.items()
        }
        return tuple(found.values()) if self.by_position else found


def ask(
    session: Session, question: Select[*tuple[Any, ...]], values: Mapping[str, Any]
) -> CursorResult[*tuple[Any, ...]]:
    """To compare so long a question with those that are known would take longer than to answer it.

    What it selects must be text or numbers, which every driver gives as such.
    """
    connection = session.connection()
    written = _in_sql(connection.dialect, question)
    return connection.exec_driver_sql(written.text, written.parameters(values))


WRITTEN: dict[Any, Written] = {}  # questions that are made once are the same ones each time


def _in_sql(dialect: Dialect, question: Any) -> Written:
    known = WRITTEN.get((dialect.name, question))
    if known is None:
        known = WRITTEN[dialect.name, question] = _write(dialect, question)
    return known


def _write(dialect: Dialect, question: Any) -> Written:
    compiler: Any = dialect.statement_compiler
    compiled = _writer(compiler)(dialect, question)
    names = compiled.positiontup or list(compiled.binds)
    given = {name: _converter(dialect, compiled.binds[name]) for name in names}
    return Written(compiled.string, given, bool(compiled.positional))


@cache
def _writer(compiler: Any) -> Any:
    """What has a value already is written out, and so planned with; the rest is given each time."""

    class Writer(compiler):  # type: ignore[misc]
        def visit_bindparam(self, bindparam: BindParameter[Any], **how: Any) -> str:
            if not bindparam.required:
                how["literal_binds"] = True
            return str(super().visit_bindparam(bindparam, **how))

    return Writer


def _converter(dialect: Dialect, given: BindParameter[Any]) -> Convert | None:
    return given.type.dialect_impl(dialect).bind_processor(dialect)
