"""Files that only their owner reads: what pm answers may be personal."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pm.cli.run import Run
from pm.errors import Invalid
from pm.i18n import mark


def save(run: Run, output: str, data: bytes) -> None:
    """Write a file that only its owner reads, and say so; one that is there is replaced."""
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _take_from_others(descriptor)
            file.write(data)
    except (OSError, ValueError):  # no such folder, no right to write, or no name of a file
        raise _not_written(output) from None
    run.note(mark("written to {file}", file=output))


def _take_from_others(descriptor: int) -> None:
    """Let nobody else read a file that was there; Windows has no such rights."""
    if os.name != "nt" and stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.fchmod(descriptor, 0o600)


@contextmanager
def kept_back(output: str, data: bytes) -> Iterator[None]:
    """Write a file beside its place; it gets its name when the block ends, or it is removed.

    So it stands there only when what it holds is on record.
    """
    path = Path(output)
    _refuse_odd_place(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    _write(beside, output, data)
    try:
        yield
        beside.replace(path)
    except OSError:
        raise _not_written(output) from None
    finally:
        beside.unlink(missing_ok=True)


def _refuse_odd_place(path: Path) -> None:
    """Refuse what is no plain file: a terminal, a pipe, a link to somewhere else."""
    if path.name in {"", "-"} or path.is_symlink() or (path.exists() and not path.is_file()):
        raise Invalid(
            mark("{file} is no place for what is personal", file=str(path)),
            hint=mark("name a plain file: it is written so that only you can read it"),
        )


def _write(beside: Path, output: str, data: bytes) -> None:
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError):
        beside.unlink(missing_ok=True)
        raise _not_written(output) from None


def _not_written(output: str) -> Invalid:
    return Invalid(
        mark("the file {file} cannot be written", file=output),
        hint=mark("name a file in a folder that is there, and in which you may write"),
    )
