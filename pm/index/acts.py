"""The acts of the history as the index holds them: one row for each record of each commit."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from pm.index.reading import SUFFIX, under_records
from pm.index.selection import Ask
from pm.model.grammar import CommitWords, DeedWords, parse
from pm.store.repository import CommitInfo, Repository

_AT_ONCE = 2000
"""How many commits are asked for their files in one process."""


class LoggedAct(NamedTuple):
    """One act on one record, out of the history.

    ``verb`` is empty for a commit that was made without pm. ``typed_at`` and ``at`` are seconds
    since 1970, ``clock`` is 1 where the office's clock was set. ``records`` counts
    the records of the act, ``origin`` says whence a bulk act took them.
    """

    commit_id: str
    seq: int
    record_id: str
    kind: str
    verb: str
    source: str
    target: str
    by: str
    author_name: str
    author_mail: str
    typed_at: int
    at: int
    reason: str | None
    override: str | None
    late: str | None
    slip: str | None
    clock: int | None
    records: int
    origin: str | None
    undoes: str | None


_COLUMNS = ", ".join(LoggedAct._fields)


class History:
    """The acts that one commit has and another lacks, read as they are asked for."""

    def __init__(
        self, repository: Repository, old: str | None, new: str, folders: Mapping[str, str]
    ) -> None:
        """Take the two commits, and which kind lies in which folder."""
        self._repository = repository
        self._old = old
        self._new = new
        self._folders = folders
        self.follows = False
        """Whether the newer commit follows from the older one; known when all acts are read."""
        self.merges = False
        """Whether a merge brought some of them; known when all acts are read."""

    def acts(self) -> Iterator[LoggedAct]:
        """Read the acts, the newest first."""
        commits = self._repository.commits(self._old, self._new)
        while some := [(one, parse(one.message)) for one in islice(commits, _AT_ONCE)]:
            self.follows |= any(self._old in commit.parents for commit, _ in some)
            self.merges |= any(len(commit.parents) > 1 for commit, _ in some)
            silent = [one.id for one, words in some if words.bulk is not None or not words.deeds]
            files = _files(self._repository, silent)
            for commit, words in some:
                touched = _touched(files.get(commit.id, ()), self._folders)
                yield from reversed(list(_acts(commit, words, touched)))


def _touched(paths: Sequence[str], folders: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give kind and id of the records whose files a commit changed."""
    records = [path for path in paths if under_records(path)]
    return [
        (
            folders.get(path.split("/")[1].removesuffix(SUFFIX), ""),
            path.rpartition("/")[2].removesuffix(SUFFIX),
        )
        for path in records
    ]


def _acts(
    commit: CommitInfo, words: CommitWords, touched: list[tuple[str, str]]
) -> Iterator[LoggedAct]:
    deeds = list(words.deeds)
    if words.bulk is not None or not deeds:
        shared = _PLAIN if words.bulk is None else words.bulk.deed
        named = {(deed.kind, deed.record) for deed in deeds}
        deeds += [
            shared._replace(kind=kind, record=record)
            for kind, record in touched
            if (kind, record) not in named
        ]
    typed_at = int(commit.author.at.timestamp())
    clock = 1 if words.clock else None
    origin = None if words.bulk is None else words.bulk.origin
    for seq, deed in enumerate(deeds):
        yield LoggedAct(
            commit.id,
            seq,
            deed.record,
            deed.kind,
            deed.verb,
            deed.source,
            deed.target,
            deed.by,
            commit.author.name,
            commit.author.mail,
            typed_at,
            typed_at if deed.at is None else int(deed.at.timestamp()),
            deed.reason,
            deed.override,
            deed.late,
            deed.slip,
            clock,
            len(deeds),
            origin,
            words.undoes,
        )


_PLAIN = DeedWords("", "", "", "", "", "")


def _files(repository: Repository, commits: Sequence[str]) -> dict[str, list[str]]:
    """Name the files under ``records/`` that each commit changed; of a merge, what it mended."""
    if not commits:
        return {}
    answer = repository.git.read(
        *("diff-tree", "--stdin", "-r", "-c", "--root", "--name-only", "--no-renames", "-z"),
        *("--", "records"),
        send="".join(f"{commit}\n" for commit in commits).encode("ascii"),
    )
    return _by_commit(answer.output, frozenset(commits))


def _by_commit(output: bytes, commits: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    files: list[str] = []
    for piece in output.split(b"\0"):
        text = piece.decode("utf-8", "surrogateescape")
        if text in commits:
            files = found.setdefault(text, [])
        elif text:
            files.append(text)
    return found


def acts_where(
    ask: Ask, condition: str, values: Sequence[Any], limit: int | None
) -> list[LoggedAct]:
    """Give the acts that fit a condition in SQL, the newest first."""
    statement = f"SELECT {_COLUMNS} FROM act WHERE {condition} ORDER BY position LIMIT ?"  # noqa: S608  # ours
    return [LoggedAct(*row) for row in ask(statement, (*values, -1 if limit is None else limit))]
