"""A file that stands under its name only when what it holds is on record."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pm.errors import Invalid
from pm.i18n import mark


@contextmanager
def kept_back(output: str, data: bytes) -> Iterator[None]:
    """Write a file beside its place; it gets its name when the block ends, or it is removed."""
    path = Path(output)
    _refuse_odd_place(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    _write(beside, path, data)
    try:
        yield
        beside.replace(path)
    except OSError:
        raise _not_written(path) from None
    finally:
        beside.unlink(missing_ok=True)


def _refuse_odd_place(path: Path) -> None:
    """Refuse what is no plain file: a terminal, a pipe, a link to somewhere else."""
    if path.name in {"", "-"} or path.is_symlink() or (path.exists() and not path.is_file()):
        raise Invalid(
            mark("{file} is no place for what is personal", file=str(path)),
            hint=mark("name a plain file: it is written so that only you can read it"),
        )


def _write(beside: Path, path: Path, data: bytes) -> None:
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError):
        beside.unlink(missing_ok=True)
        raise _not_written(path) from None


def _not_written(path: Path) -> Invalid:
    return Invalid(
        mark("the file {file} cannot be written", file=str(path)),
        hint=mark("name a file in a folder that is there, and in which you may write"),
    )
