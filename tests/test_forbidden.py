"""What no code of ours does, so that what is sent stays mere data, and what is never shipped.

docs/asvs.md rests on these.
"""

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import app
import workers

ROOT = Path(__file__).parent.parent
CODE = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("app", "workers")
    for path in sorted((ROOT / folder).rglob("*.py"))
}

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
# What builds objects from data, fills in templates, reads XML, or throws dice that can be foreseen.
DANGEROUS = {
    *("pickle", "marshal", "shelve", "dill", "yaml", "jinja2", "mako"),
    *("xml.etree", "xml.dom", "xml.sax", "lxml", "openpyxl.load_workbook", "random"),
}
SAFE = {"xml.sax.saxutils"}  # it only escapes
# Reads a workbook that the worker made and the database keeps, never one that somebody sent.
READS_OUR_OWN = {"workers/annual_report/verification.py"}
OTHER_HOSTS = {
    *("httpx", "httpx2", "requests", "aiohttp", "urllib3", "urllib.request", "http.client"),
    *("ftplib", "smtplib", "ldap3", "paramiko"),
}
SHELLS = ("os.system", "os.popen", "os.exec", "os.spawn", "subprocess.getoutput")
OURSELVES = ("[sys.executable, '-m', 'workers'", "[sys.executable, '-m', 'workers.child'")
RAW_SQL = {"text", "literal_column", "TextClause"}
# None of them holds what somebody sent: a channel's name, how a transaction begins, what the
# compiler has made of columns and values, our own fields, which migration was the last.
RAW_SQL_IN = {
    "app/jobs/listening.py",
    "app/database.py",
    "app/documents/json_sql.py",
    "app/migrating.py",
}
PATTERNS = {"compile", "match", "fullmatch", "search", "sub", "split", "findall", "finditer"}

IMPORTS: dict[str, set[str]] = {}
CALLS: list[tuple[str, str, ast.Call]] = []
for place, tree in CODE.items():
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            IMPORTS.setdefault(place, set()).update(one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{one.name}" for one in node.names}
            IMPORTS.setdefault(place, set()).update(names)
        elif isinstance(node, ast.Call):
            CALLS.append((place, ast.unparse(node.func), node))


def importing(families: set[str], but: frozenset[str] = frozenset()) -> set[str]:
    """The files that import something of these."""
    return {
        place
        for place, modules in IMPORTS.items()
        for one in modules
        if within(one, families) and not within(one, but)
    }


def within(module: str, families: set[str] | frozenset[str]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in families)


def test_no_text_is_run_as_code() -> None:
    assert [(place, name) for place, name, _ in CALLS if name in RUNS_TEXT] == []


def test_no_module_makes_more_of_data_than_data() -> None:
    assert importing(DANGEROUS, frozenset(SAFE)) == READS_OUR_OWN


def test_no_command_passes_a_shell_and_none_is_run_but_ourselves() -> None:
    assert importing(set(SHELLS)) == set()
    for place, name, call in CALLS:
        assert not name.startswith(SHELLS), place
        assert "shell" not in {keyword.arg for keyword in call.keywords}, place
        if name.startswith("subprocess.") and call.args:
            assert ast.unparse(call.args[0]).startswith(OURSELVES), place


def test_sql_is_written_as_text_only_where_nothing_sent_can_reach_it() -> None:
    """All else is built of columns and bound values."""
    named = {
        place
        for place, modules in IMPORTS.items()
        for one in modules
        if one.startswith("sqlalchemy.") and one.rpartition(".")[2] in RAW_SQL
    }
    said = {
        place
        for place, name, call in CALLS
        if name.endswith(".exec_driver_sql")
        or (name.endswith(".execute") and isinstance(call.args[0], ast.JoinedStr | ast.Constant))
    }

    assert named | said == RAW_SQL_IN


def test_nothing_is_fetched_from_others_but_key_sets() -> None:
    """Mail is handed over, to the one server that a setting names."""
    reaching = importing(OTHER_HOSTS)
    assert {one for one in reaching if not one.startswith("app/tokens/")} == {"workers/post.py"}
    sending = [place for place, name, _ in CALLS if re.match(r"httpx2\.(\w*Client|get|post)", name)]
    assert sending == ["app/tokens/key_sets.py"]


def test_what_is_hashed_is_hashed_by_sha256() -> None:
    called = {name.partition("(")[0] for _, name, _ in CALLS if name.startswith("hashlib.")}
    named = {one for modules in IMPORTS.values() for one in modules if one.startswith("hashlib.")}

    assert called | named == {"hashlib.sha256"}


def kept_patterns() -> Iterator[Any]:
    for package in (app, workers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                for kept in vars(importlib.import_module(found.name)).values():
                    yield from kept if isinstance(kept, tuple) else (kept,)


def written_patterns() -> Iterator[Any]:
    for _, name, call in CALLS:
        if name in {f"re.{one}" for one in PATTERNS} and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value


def repeats_a_repetition(parsed: Any, *, inside: bool = False) -> bool:
    """Without end, so that what has gone wrong once is tried again in ever more ways."""
    for name, value in parsed:
        endless = str(name) in {"MAX_REPEAT", "MIN_REPEAT"} and str(value[1]) == "MAXREPEAT"
        if endless and inside:
            return True
        below = inside or endless
        if any(repeats_a_repetition(one, inside=below) for one in within_part(value)):
            return True
    return False


def within_part(value: Any) -> Iterator[Any]:
    """The patterns within a part of a pattern, however deep they are wrapped."""
    if type(value).__name__ == "SubPattern":
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from within_part(one)


def test_no_pattern_takes_exponential_time() -> None:
    """Those that pydantic is given take linear time: its engine never goes back."""
    read = importlib.import_module("re._parser").parse
    kept = {one.pattern for one in kept_patterns() if isinstance(one, re.Pattern)}
    found = kept | set(written_patterns())

    assert len(found) > 20
    assert repeats_a_repetition(read("(a+)+b"))
    assert [one for one in found if repeats_a_repetition(read(one))] == []


def test_every_package_is_locked_to_one_index_by_checksum() -> None:
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    foreign = [one for one in locked if one["name"] != "samverkan"]

    assert len(foreign) > 20
    for one in foreign:
        assert one["source"] == {"registry": "https://pypi.org/simple"}, one["name"]
        files = [*one.get("wheels", []), *filter(None, [one.get("sdist")])]
        assert files, one["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), one["name"]


def test_the_image_is_built_of_named_parts_only() -> None:
    """Neither history, tests, databases nor keys; nothing that only development needs."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert rules[0] == "*"
    assert {one[1:] for one in rules if one.startswith("!")} == {
        *("app", "migrations", "workers"),
        *("pyproject.toml", "uv.lock", "README.md", "LICENSE"),
    }
    assert steps.count("uv sync --frozen --no-dev") == steps.count("uv sync") == 2
    assert re.search(r"^USER 10001:10001$", steps, re.MULTILINE)
