"""A plain clone, known by its files: reading one need not start git to learn where it lies.

Plain is a ``.git`` folder in its usual place, of the person's own, without extensions and with
nothing in its configuration that would move the work tree. Where there is any doubt the answer is
none, and git is asked; it also says then what is wrong.
"""

import os
from pathlib import Path

_DOUBTFUL = (b"[extensions", b"[include", b"worktree", b"bare = true")
_PLAIN = (b"repositoryformatversion = 0", b"bare = false")


def plain_root(folder: Path) -> Path | None:
    """Give the top of the plain clone around a folder; none where git must be asked."""
    if os.name == "nt" or "GIT_CEILING_DIRECTORIES" in os.environ:
        return None
    try:
        start = folder.resolve(strict=True)
        root = next(place for place in (start, *start.parents) if _ends_search(place))
        plain = _is_plain(root / ".git") and _is_own(root, start)
    except (OSError, StopIteration):
        return None
    return root if plain else None


def _ends_search(place: Path) -> bool:
    """Tell whether git would look no further up: at a clone, or inside of a bare repository."""
    return (place / ".git").exists() or (place / "HEAD").exists()


def _is_plain(git_dir: Path) -> bool:
    if git_dir.is_symlink() or (git_dir / "commondir").exists():
        return False
    if not all((git_dir / name).is_dir() for name in ("objects", "refs")):
        return False
    lines = [line.strip() for line in (git_dir / "config").read_bytes().lower().splitlines()]
    return all(line in lines for line in _PLAIN) and not any(
        word in line for line in lines for word in _DOUBTFUL
    )


def _is_own(root: Path, start: Path) -> bool:
    """Tell whether git trusts a clone without being told: of this person, on this disk."""
    places = [(root / ".git").stat(), root.stat()]
    return all(place.st_uid == os.geteuid() for place in places) and (
        start.stat().st_dev == root.stat().st_dev
    )
