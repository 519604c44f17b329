"""Files that name something, now or in any version of the past."""

from pm.store.paths import RECORDS
from pm.store.repository import Repository


def ever_mentioned(repository: Repository, word: str) -> list[str]:
    """Give the paths of all records that hold a word, or ever held it."""
    head = repository.head()
    if head is None:
        return []
    pieces = repository.git.stream(
        *("log", "-z", "--format=", "--name-only", "--no-renames", "--no-textconv"),
        *(f"-S{word}", "--end-of-options", head, "--", RECORDS),
    )
    paths = (piece.decode("utf-8", "surrogateescape").strip("\n") for piece in pieces)
    return sorted({path for path in paths if path})
