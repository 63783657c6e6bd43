"""The operator's commands for clients, tokens and keys, and what they say when they cannot."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from app.audit.authors import acting
from app.cli import clients, opening, tokens
from app.cli.commands import cli
from app.database import Sessions, connect
from app.models import AuditEntry, Principal
from app.models.actors import ActorKind
from app.models.audit import EventKind
from app.models.principals import EMBEDDED, Role
from app.permissions import Scope
from app.queries.principals import clients_named
from app.services import client_secrets
from app.settings import Settings
from app.tokens.own_keys import OwnKeys
from app.tokens.verifying import Verifier
from tests import make
from tests.databases import AUTHOR, engine_at, migrated
from tests.tokens.issuing import key_file

KEY = ECKey.generate_key("P-256", {"kid": "mine"})
PRIVATE = ECKey.generate_key("P-256", {"kid": "mine"}).as_dict(private=True)


class Ran(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Host:
    """A host with a register, as its operator has it; a process per command would take minutes."""

    folder: Path
    settings: Settings
    sessions: Sessions

    def run(self, *arguments: str, **changed: Any) -> Ran:
        told = self.settings.model_copy(update=changed)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(opening, "connect", lambda _: self.sessions)
            for module in (opening, clients, tokens):
                patched.setattr(module, "settings", lambda: told)
            result = CliRunner().invoke(cli, arguments)
        said = getattr(result.exception, "detail", "")
        assert said or isinstance(result.exception, SystemExit | None), result.exception
        return Ran(result.exit_code, result.stdout, result.stderr + said)

    def add(self, *arguments: str, role: str = "editor") -> Ran:
        title = "Ärendesystemet"
        return self.run("client", "add", "--role", role, "--title", title, *arguments)

    def client(self, name: str) -> Principal:
        with self.sessions.read() as session:
            return session.scalars(clients_named(name)).one()

    def last_entry(self) -> AuditEntry:
        with self.sessions.read() as session:
            last = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)
            return session.scalars(last).one()

    def added(self, *arguments: str) -> str:
        added = self.add("--actor", "0481", *arguments)
        assert added.returncode == 0, added.stderr
        return value_of(added.stdout, "client_id")


def value_of(printed: str, name: str) -> str:
    (value,) = [
        line.removeprefix(f"{name}: ")
        for line in printed.splitlines()
        if line.startswith(f"{name}: ")
    ]
    return value


@pytest.fixture(scope="module")
def host(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder, url = tmp_path_factory.mktemp("host"), shared_database_url
    engine = engine_at(url)
    migrated(engine)
    engine.dispose()
    settings = Settings(database_url=url, keys_directory=folder / "keys", client_secrets=True)
    sessions = connect(settings)
    with acting(sessions, AUTHOR).begin() as session:
        known_actors(session)
    yield Host(folder, settings, sessions)
    sessions.engine.dispose()


def known_actors(session: Session) -> None:
    make.actor(session, municipality_code=make.municipality(session).code)
    board = {
        "kind": ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
        "county_code": make.county(session).code,
    }
    make.actor(session, "Länsstyrelsen i Södermanlands län", **board)
    make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)
    make.actor(session, "Bostads AB Ö", organisation_number="556036-0793")


def test_a_client_is_added_with_a_secret_that_is_shown_once(host: Host) -> None:
    added = host.add("--actor", "0481", "--secret")

    assert added.returncode == 0, added.stderr
    secret = value_of(added.stdout, "client_secret")
    client = host.client(value_of(added.stdout, "client_id"))
    assert client.subject.startswith("0481-editor-")
    assert (client.issuer, client.title) == (EMBEDDED, "Ärendesystemet")
    assert client.roles == [Role.EDITOR]
    assert [one.digest for one in client.secrets] == [client_secrets.digest_of(secret)]
    listed = host.run("client", "list").stdout
    assert client.subject in listed
    assert secret not in listed


def test_who_added_it_is_kept(host: Host) -> None:
    client = host.client(host.added("--secret"))

    with host.sessions.read() as session:
        entry = select(AuditEntry).where(AuditEntry.record_id == client.id)
        kept = session.scalars(entry).one()
    assert (kept.principal_title, kept.operation) == ("kommandoraden", "client add")


def test_a_client_is_added_with_the_keys_that_it_has(host: Host) -> None:
    file = key_file(host.folder, "client", KEY)

    added = host.add("--actor", "04", "--jwks", str(file), role="coordinator")

    assert added.returncode == 0, added.stderr
    assert "client_secret" not in added.stdout
    client = host.client(value_of(added.stdout, "client_id"))
    assert client.key_set == {"keys": [KEY.as_dict(private=False)]}
    assert client.subject.startswith("04-coordinator-")


@pytest.mark.parametrize("number", ["556036-0793", "5560360793"])
def test_an_organisation_number_finds_its_actor(host: Host, number: str) -> None:
    added = host.add("--actor", number, "--secret")

    assert added.returncode == 0, added.stderr
    assert value_of(added.stdout, "client_id").startswith("bostads-ab-o-editor-")


WRONG = {
    "an actor that does not exist": (("--actor", "0001", "--secret"), "Det finns ingen sådan"),
    "an actor by a name": (("--actor", "Brå", "--secret"), "Det finns ingen sådan aktör."),
    "neither keys nor secret": (("--actor", "0481"), "Ange antingen --jwks eller --secret."),
    "a file that is no JSON": (("--actor", "0481", "--jwks", "{no}"), "Filen med nycklar är inte"),
    "a private key": (("--actor", "0481", "--jwks", "{private}"), "innehåller en privat nyckel"),
    "a weak key": (("--actor", "0481", "--jwks", "{weak}"), "en nyckel som inte godtas"),
    "no keys": (("--actor", "0481", "--jwks", "{none}"), "ska vara ett JWKS med 1"),
    "a personal number": (
        ("--actor", "0481", "--secret", "--title", "19121212-1212"),
        "ser ut som ett personnummer",
    ),
    "a role of a county board": (
        ("--actor", "0481", "--secret", "--role", "coordinator"),
        "Rollen coordinator finns bara vid en länsstyrelse.",
    ),
    "a role of an authority": (
        ("--actor", "04", "--secret", "--role", "receiver"),
        "Rollen receiver finns bara vid en nationell myndighet.",
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_one_sentence_and_adds_nothing(host: Host, mistake: str) -> None:
    files = {"no": "x", "weak": '{"keys": [{"kty": "oct", "k": "YWJj"}]}', "none": '{"keys": []}'}
    files["private"] = f'{{"keys": [{PRIVATE}]}}'.replace("'", '"')
    places = {name: host.folder / f"{name}.json" for name in files}
    for name, content in files.items():
        places[name].write_text(content)
    arguments, sentence = WRONG[mistake]
    with host.sessions.read() as session:
        before = len(session.scalars(select(Principal.id)).all())

    stopped = host.add(*[one.format(**places) for one in arguments])

    assert stopped.returncode == 1
    assert sentence in stopped.stderr
    assert len(stopped.stderr.splitlines()) == 1, stopped.stderr
    with host.sessions.read() as session:
        assert len(session.scalars(select(Principal.id)).all()) == before


def test_no_secret_is_given_where_none_are_allowed(host: Host) -> None:
    arguments = ("client", "add", "--actor", "0481", "--role", "editor", "--title", "Ett system")

    stopped = host.run(*arguments, "--secret", client_secrets=False)

    assert stopped.returncode == 1
    assert stopped.stderr.startswith("Hemligheter är avstängda; ")


def test_a_secret_is_changed_for_a_new_one_while_the_old_is_good(host: Host) -> None:
    name = host.added("--secret")
    kept = host.client(name).secrets

    rotated = host.run("client", "rotate", name)

    assert rotated.returncode == 0, rotated.stderr
    digest = client_secrets.digest_of(value_of(rotated.stdout, "client_secret"))
    after = host.client(name)
    assert [one.digest for one in after.secrets] == [kept[0].digest, digest]


def test_a_client_that_is_shut_out_is_given_nothing_more(host: Host) -> None:
    name = host.added("--secret")

    assert host.run("client", "disable", name, "--reason", "Systemet är avvecklat.").returncode == 0

    shut_out = host.client(name)
    assert shut_out.ended_on is not None
    assert shut_out.ended_reason == "Systemet är avvecklat."
    for command in (("client", "rotate", name), ("token", "mint", "--client", name)):
        stopped = host.run(*command)
        assert (stopped.returncode, stopped.stderr) == (1, "Klienten är avstängd.")


def test_a_token_is_made_for_a_quarter_of_an_hour(host: Host) -> None:
    name = host.added("--secret")

    made = host.run("token", "mint", "--client", name, "--ttl", "10m", "--scope", "samverkan:read")

    assert made.returncode == 0, made.stderr
    found = Verifier(host.settings).verify(made.stdout.strip())
    assert (found.issuer, found.subject, found.scopes) == (
        EMBEDDED,
        name,
        frozenset({Scope.READ}),
    )
    noted = host.last_entry()
    assert (noted.event, noted.operation) == (EventKind.ISSUED, "token mint")
    assert noted.record_id == host.client(name).id
    assert noted.facts == {
        "tokenId": found.token_id,
        "scope": "samverkan:read",
        "lifeSeconds": 600,
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--ttl", "16m"), "Ange giltighetstiden som 90s eller 15m; den får vara högst 15m."),
        (("--ttl", "0s"), "Ange giltighetstiden som 90s eller 15m; den får vara högst 15m."),
        (("--ttl", "en kvart"), "Ange giltighetstiden som 90s eller 15m; den får vara högst 15m."),
        (("--scope", "samverkan:audit"), "Klientens roller tillåter inte den behörigheten"),
        (("--client", "nobody"), "Det finns ingen klient med detta id."),
    ],
    ids=str,
)
def test_a_token_that_cannot_be_made_is_one_sentence(
    host: Host, arguments: tuple[str, ...], sentence: str
) -> None:
    with acting(host.sessions, AUTHOR).begin() as session:
        name = make.principal(session, None, Role.EDITOR).subject

    stopped = host.run("token", "mint", "--client", name, *arguments)

    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert stopped.stderr.startswith(sentence)
    assert len(stopped.stderr.splitlines()) == 1


def test_a_new_key_signs_from_now_on(host: Host) -> None:
    before = OwnKeys(host.settings.keys_directory).signing().kid

    rotated = host.run("keys", "rotate")

    assert rotated.returncode == 0, rotated.stderr
    keys = OwnKeys(host.settings.keys_directory)
    assert rotated.stdout == f"Signerar nu med {keys.signing().kid}\n"
    assert keys.signing().kid != before
    assert keys.find(before) is not None
    noted = host.last_entry()
    assert (noted.event, noted.operation) == (EventKind.ISSUED, "keys rotate")
    assert noted.facts == {"keyId": keys.signing().kid}


def test_without_an_issuer_of_our_own_there_is_nothing_to_make(host: Host) -> None:
    for command in (("keys", "rotate"), ("token", "mint", "--client", "x")):
        stopped = host.run(*command, embedded_issuer=False)

        assert stopped.returncode == 1
        assert stopped.stderr.startswith("Tjänsten utfärdar inga egna åtkomstintyg; ")


def test_a_directory_that_cannot_be_written_is_one_sentence(host: Host, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")

    stopped = subprocess.run(
        [sys.executable, "-m", "app.cli", "keys", "rotate"],
        env={
            **os.environ,
            "SAMVERKAN_DATABASE_URL": host.settings.database_url,
            "SAMVERKAN_KEYS_DIRECTORY": str(tmp_path / "a file" / "keys"),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert stopped.returncode == 1
    assert stopped.stderr.startswith("Filen kan inte läsas eller skrivas: ")
    assert len(stopped.stderr.splitlines()) == 1
