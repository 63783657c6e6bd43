"""Questions that are asked all the time: put into SQL once, and then asked of the driver.

To compare so long a question with those that are known, as the session would, takes longer than to
answer it. What a question selects must be text or numbers, which every driver gives as such.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from threading import Lock, RLock
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import BindParameter, Dialect, Select, false, null, true
from sqlalchemy.orm import Session

from app.database import Rows, rows_of
from app.waiting import aside

Question = Select[*tuple[Any, ...]]
Convert = Callable[[Any], Any]
Of = ParamSpec("Of")
Made = TypeVar("Made")

CONSTANTS = {None: null(), True: true(), False: false()}


@dataclass(frozen=True)
class Written:
    """The text, and in its order what is to be given each time, with how the driver takes it."""

    text: str
    given: dict[str, tuple[str, Convert | None]]
    by_position: bool

    def parameters(self, values: Mapping[str, Any]) -> Any:
        found = {
            name: values[key] if convert is None else convert(values[key])
            for name, (key, convert) in self.given.items()
        }
        return tuple(found.values()) if self.by_position else found


# What tells one question from another, for one sort of database and driver: how it was written.
WRITTEN: dict[Hashable, Written] = {}
MOST_WRITTEN = 1_000
WRITING = Lock()
MAKING = RLock()  # one question is made of others


def made_once(make: Callable[Of, Made]) -> Callable[Of, Made]:
    """As `functools.cache`, but of those who ask at the same time all get the first one's.

    If each made a question of its own, each of these would be put into SQL, and kept.
    """
    known: dict[Hashable, Made] = {}

    @wraps(make)
    def made(*of: Of.args, **said: Of.kwargs) -> Made:
        form = of, frozenset(said.items())
        if form not in known:
            aside(first, form, of, said)
        return known[form]

    def first(form: Hashable, of: Any, said: Any) -> None:
        with MAKING:
            if form not in known:
                known[form] = make(*of, **said)

    return made


def ask(
    session: Session, values: Mapping[str, Any], make: Callable[..., Question], *of: Hashable
) -> Rows:
    """The question that `make` makes of its arguments: made when it is asked the first time."""
    return _asked(session, (make, of), partial(make, *of), (), values)


def ask_narrowed(
    session: Session,
    values: Mapping[str, Any],
    narrowing: Question,
    make: Callable[..., Question],
    *of: Hashable,
) -> Rows:
    """As `ask`, made of one more that is new each time, but has few forms."""
    form, varied, given = _form_of(narrowing)
    parts = (make, of, form)
    return _asked(session, parts, partial(make, narrowing, *of), varied, {**values, **given})


@lru_cache(200)
def _form_of(
    narrowing: Question,
) -> tuple[Hashable, list[BindParameter[Any]], Mapping[str, Any]]:
    """What it has in common with others, and what it alone has: the parameters and their values."""
    form = narrowing._generate_cache_key()
    assert form is not None, "a construct that cannot be cached"  # noqa: S101
    having = [one for one in form.bindparams if not one.required]
    lists = tuple(tuple(one.value or ()) for one in having if one.expanding)
    varied = [one for one in having if not one.expanding]
    given = {_place(number): one.effective_value for number, one in enumerate(varied)}
    return (form.key, lists), varied, given


def _asked(
    session: Session,
    parts: Hashable,
    make: Callable[[], Question],
    varied: Sequence[BindParameter[Any]],
    values: Mapping[str, Any],
) -> Rows:
    dialect = session.get_bind().dialect
    settled = frozenset(
        (name, one) for name, one in values.items() if one is None or isinstance(one, bool)
    )
    form = (dialect.name, dialect.paramstyle, parts, settled)
    written = WRITTEN.get(form)
    if written is None:
        written = aside(_written_once, form, lambda: _written(make(), dialect, varied, settled))
    return rows_of(session, written.text, written.parameters(values))


def _written_once(form: Hashable, write: Callable[[], Written]) -> Written:
    """One writes, and those who wait for the same read what it wrote."""
    with WRITING:
        if form not in WRITTEN:
            if len(WRITTEN) >= MOST_WRITTEN:
                WRITTEN.clear()
            WRITTEN[form] = write()
        return WRITTEN[form]


def _written(
    question: Question,
    dialect: Dialect,
    varied: Sequence[BindParameter[Any]],
    settled: Collection[tuple[str, bool | None]],
) -> Written:
    places = {one.key: _place(number) for number, one in enumerate(varied)}
    writer = _writer(dialect.statement_compiler, places, dict(settled))
    compiled = writer(dialect, question)
    given = {}
    for name in compiled.positiontup or compiled.binds:
        key, kind = compiled.binds[name].key, compiled.binds[name].type
        convert = kind.dialect_impl(dialect).bind_processor(dialect)
        given[name] = places.get(key, key), convert
    return Written(compiled.string, given, bool(compiled.positional))


def _place(number: int) -> str:
    """Of a value that is given each time, since its name is another one each time."""
    return f"varied_{number}"


def _writer(compiler: Any, varied: Collection[str], settled: Mapping[str, bool | None]) -> Any:
    """What has a value that stays is written out, and so planned with; the rest is given.

    So is what is absent, or true or false: of what hangs on that, the database plans nothing.
    """

    class Writer(compiler):  # type: ignore[misc]
        def visit_bindparam(self, bindparam: BindParameter[Any], **how: Any) -> str:
            if bindparam.required and bindparam.key in settled:
                return str(self.process(CONSTANTS[settled[bindparam.key]]))
            if not bindparam.required and bindparam.key not in varied:
                how["literal_binds"] = True
            return str(super().visit_bindparam(bindparam, **how))

    return Writer
