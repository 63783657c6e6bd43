"""Directories and object stores: files are put there whole, and never over something else."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import fsspec

from app.settings.targets import OBJECT_STORE, DeliveryTarget
from workers.delivery.contents import File

CONNECT_S, READ_S = 10, 60
UNREACHABLE = "Platsen gick inte att nå eller skriva till ({what})."
OCCUPIED = (
    "På platsen finns redan en annan fil som heter {name}, och den skrivs inte över. Flytta undan "
    "den, och begär sedan leverans igen."
)


class AwayError(Exception):
    """It may be there another time."""


class OccupiedError(Exception):
    """Something else has the name."""


def put(target: DeliveryTarget, files: Iterable[File], marks: Sequence[str]) -> None:
    """`marks` are of the attempts, this one last; the same bytes that are there are left alone."""
    troubles = _troubles(target)
    try:
        store, root = _opened(target)
        for file in files:
            _put(store, f"{root}/{file.name}", file, marks)
    except troubles as error:
        raise AwayError(UNREACHABLE.format(what=type(error).__name__)) from error


def _is_object_store(target: DeliveryTarget) -> bool:
    return str(target.directory).startswith(OBJECT_STORE)


def _troubles(target: DeliveryTarget) -> tuple[type[Exception], ...]:
    if not _is_object_store(target):
        return (OSError,)
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415 - an extra, and a heavy one

    return (OSError, BotoCoreError)


def _opened(target: DeliveryTarget) -> tuple[Any, str]:
    """A directory that is away must not be made: what is mounted there would hide it."""
    store, root = fsspec.url_to_fs(target.directory, skip_instance_cache=True, **_terms(target))
    root = root.rstrip("/")
    if not _is_object_store(target) and not store.isdir(root):
        raise FileNotFoundError(root)
    return store, root


def _terms(target: DeliveryTarget) -> dict[str, Any]:
    if not _is_object_store(target):
        return {}
    told = target.options
    return {
        "endpoint_url": told.endpoint_url,
        "client_kwargs": {"region_name": told.region},
        "config_kwargs": {
            "connect_timeout": CONNECT_S,
            "read_timeout": READ_S,
            "s3": {"addressing_style": told.addressing},
        },
    }


def _put(store: Any, path: str, file: File, marks: Sequence[str]) -> None:
    there = _found(store, path)
    if there is None:
        try:
            _write(store, path, file.content, marks)
        except OSError:  # unless somebody else was first
            there = _found(store, path)
            if there is None:
                raise
        else:
            return
    if there != file.content:
        raise OccupiedError(OCCUPIED.format(name=file.name))


def _found(store: Any, path: str) -> bytes | None:
    try:
        content: bytes = store.cat_file(path)
    except FileNotFoundError:
        return None
    return content


def _write(store: Any, path: str, content: bytes, marks: Sequence[str]) -> None:
    """An object is there whole or not at all; a file is made elsewhere and given its name.

    What an attempt that was killed has left behind goes with the next.
    """
    if "s3" in store.protocol:
        store.pipe_file(path, content, mode="create")
        return
    folder, _, name = path.rpartition("/")
    temporaries = [f"{folder}/.{name}.{mark}.part" for mark in marks]
    try:
        with store.open(temporaries[-1], "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(store, temporaries[-1], path)
    finally:
        for one in temporaries:
            with suppress(OSError):
                store.rm_file(one)
    _settle(folder)


def _name(store: Any, temporary: str, path: str) -> None:
    """A link is refused where the name is taken; some shares know of no links."""
    try:
        store.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if store.exists(path):
            raise
        store.mv(temporary, path)


def _settle(folder: str) -> None:
    """The name too is to be there when the power comes back."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
