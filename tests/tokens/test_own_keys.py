"""The keys that we sign with: one for all processes, for our eyes only, rotated with overlap."""

import json
import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from app.permissions import Scope
from app.tokens.minting import Mint
from app.tokens.own_keys import LONGEST_LIFE_S, OVERLAP_S, OwnKeys
from app.tokens.verifying import TokenError, Verifier
from tests.tokens import issuing
from tests.tokens.issuing import Clock


def test_the_first_key_is_made_when_it_is_needed_for_our_eyes_only(tmp_path: Path) -> None:
    kid = OwnKeys(tmp_path / "deep" / "keys").signing().kid

    (file,) = (tmp_path / "deep" / "keys").iterdir()
    assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert kid == ECKey.import_key(json.loads(file.read_text())["key"]).thumbprint()


def test_a_restart_finds_the_same_key(tmp_path: Path) -> None:
    assert OwnKeys(tmp_path).signing().kid == OwnKeys(tmp_path).signing().kid


def first_key(folder: Path, together: Barrier, found: Any) -> None:
    together.wait()
    found.put(OwnKeys(folder).signing().kid)


def test_processes_that_start_at_once_end_with_one_key(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("fork")
    together, found = spawning.Barrier(8), spawning.Queue()
    started = [
        spawning.Process(target=first_key, args=(tmp_path / "keys", together, found))
        for _ in range(8)
    ]
    for one in started:
        one.start()
    kids = {found.get(timeout=30) for _ in started}
    for one in started:
        one.join()

    assert len(kids) == 1
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_another_process_signs_with_a_new_key_without_restart(tmp_path: Path) -> None:
    mine, its = OwnKeys(tmp_path), OwnKeys(tmp_path)
    before = mine.signing().kid

    its.rotate()

    assert mine.signing().kid == its.signing().kid != before


def test_the_older_key_verifies_until_its_last_token_has_expired(tmp_path: Path) -> None:
    clock, settings = Clock(), issuing.settings(tmp_path)
    keys = OwnKeys(settings.keys_directory, clock)
    mint, verifier = Mint(settings, keys), Verifier(settings, clock=clock)
    last = mint.token("client", {Scope.READ}, LONGEST_LIFE_S)
    old = keys.signing().kid
    keys.rotate()
    assert [one["kid"] for one in keys.published()["keys"]] == [keys.signing().kid, old]

    clock.now += LONGEST_LIFE_S
    verifier.verify(last.text)
    clock.now += OVERLAP_S - LONGEST_LIFE_S

    assert [one["kid"] for one in keys.published()["keys"]] == [keys.signing().kid]
    assert keys.find(old) is None


def test_a_rotation_clears_away_what_is_of_no_use(tmp_path: Path) -> None:
    clock = Clock()
    keys = OwnKeys(tmp_path, clock)
    keys.signing()
    keys.rotate()
    assert len(list(tmp_path.iterdir())) == 2

    clock.now += OVERLAP_S
    keys.rotate()

    assert sorted(one.name for one in tmp_path.iterdir()) == ["000002.json", "000003.json"]


def test_two_rotations_at_once_leave_one_order(tmp_path: Path) -> None:
    mine, its = OwnKeys(tmp_path), OwnKeys(tmp_path)
    mine.signing(), its.signing()

    mine.rotate()
    its.rotate()

    assert mine.signing().kid == its.signing().kid
    assert len(mine.published()["keys"]) == 3


def test_a_key_that_is_taken_away_is_not_believed(tmp_path: Path) -> None:
    """As when it has leaked: what it signed is refused, and a new one signs."""
    settings = issuing.settings(tmp_path)
    minted = Mint(settings).token("client", {Scope.READ})
    verifier = Verifier(settings)
    verifier.verify(minted.text)

    for file in settings.keys_directory.iterdir():
        file.unlink()

    with pytest.raises(TokenError) as refused:
        verifier.verify(minted.text)
    assert refused.value.reason == "unknownKey"


def test_nothing_private_is_published_or_shown(tmp_path: Path) -> None:
    keys = OwnKeys(tmp_path)
    keys.signing()
    (file,) = tmp_path.iterdir()
    private = json.loads(file.read_text())["key"]["d"]

    assert private not in json.dumps(keys.published())
    assert private not in repr(keys.signing()) + repr(keys.keys) + repr(vars(keys))
    assert set(keys.published()["keys"][0]) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
