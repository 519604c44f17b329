"""The attributes of one clone: a file in git's own folder, of which one line is pm's."""

from collections.abc import Callable
from pathlib import Path

from pm.store.disk import put_in_place
from pm.store.failures import plain_disk_failures
from pm.store.lock import locked

_WAIT = 10
"""Seconds to wait for another writer."""


def add_attribute(common_dir: Path, line: str) -> None:
    """Add a line at the end, where it wins over those above."""
    _change(common_dir, lambda lines: [*(one for one in lines if one != line), line])


def remove_attribute(common_dir: Path, line: str) -> None:
    """Take the line away again; those of others stay."""
    _change(common_dir, lambda lines: [one for one in lines if one != line])


def _change(common_dir: Path, change: Callable[[list[str]], list[str]]) -> None:
    file = (common_dir / "info" / "attributes").resolve()
    with plain_disk_failures(), locked(common_dir / "pm", _WAIT):
        text = file.read_text("utf-8", "surrogateescape") if file.exists() else ""
        lines = text.splitlines()
        wanted = change(lines)
        if wanted == lines:
            return
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f"{file.name}.pm-new")
        body = "".join(f"{line}\n" for line in wanted)
        beside.write_text(body, "utf-8", "surrogateescape", newline="\n")
        put_in_place(beside, file)
