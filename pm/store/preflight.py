"""What must hold before anything is written: the repository's state and the files' state."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pm.errors import Conflict, Refused
from pm.i18n import mark
from pm.store.git import Git
from pm.store.journal import Step
from pm.store.objects import FILE
from pm.store.paths import folders_above
from pm.store.repository import Repository
from pm.store.staging import Staged
from pm.store.worktree import WorkTree

OFFICE = "records/office.yaml"
OFFICE_KEY = "pm.office"

_YES = ("true", "yes", "on", "1")
_NO = ("false", "no", "off", "0", "")

_STATUS = mark("type: pm status")
_UNDER_WAY = {
    "MERGE_HEAD": mark("a merge is under way"),
    "CHERRY_PICK_HEAD": mark("a cherry-pick is under way"),
    "REVERT_HEAD": mark("a revert is under way"),
    "rebase-merge": mark("a rebase is under way"),
    "rebase-apply": mark("a rebase is under way"),
    "BISECT_LOG": mark("a bisection is under way"),
}


class Settings(NamedTuple):
    """What git's configuration says that matters to a write."""

    is_office: bool
    knows_modes: bool


def read_settings(repository: Repository, git: Git) -> Settings:
    """Read the configuration, while the reader of objects starts up."""
    question = ("config", "-z", "--get-regexp", r"^(pm\.office|core\.filemode)$")
    process = git.start_read(*question)
    repository.objects.start()
    answer = git.finish(process, question, allowed=(0, 1)).output.decode("utf-8", "replace")
    pairs = (piece.partition("\n") for piece in answer.split("\0"))
    values = {key.casefold(): value.strip().casefold() for key, _, value in pairs}
    return Settings(
        is_office=values.get(OFFICE_KEY) in _YES,
        knows_modes=values.get("core.filemode") not in _NO and os.name != "nt",
    )


def current_branch(repository: Repository) -> str:
    """Give the branch to write to; refuse a detached HEAD and anything half done."""
    present = {entry.name for entry in repository.git_dir.iterdir()}
    for name, sentence in _UNDER_WAY.items():  # a rebase detaches HEAD: it is named first
        if name in present:
            raise Refused(sentence, hint=mark("finish it or give it up, then type: pm status"))
    branch = repository.branch()
    if branch is None:
        raise Refused(
            mark("HEAD is detached: a commit would belong to no branch"),
            hint=mark("type: pm git switch main"),
        )
    return branch


def refuse_no_office() -> None:
    """Refuse to write into a repository that was not made an office."""
    raise Refused(
        mark("this repository is not an office: reading works, writing does not"),
        hint=mark("make one with: pm init DIR"),
    )


def refuse_touched_files(work: WorkTree, steps: Sequence[Step], *, modes: bool) -> None:
    """Refuse where a file does not hold what the change was made from."""
    for step in steps:
        if work.identify(step.path) != step.found:
            raise _by_hand(step.path)
        if modes and work.is_executable(step.path):
            raise Conflict(
                mark("{path} was made executable by hand", path=step.path),
                hint=mark("take that back and type: pm status"),
            )


def refuse_touched_staging(staged: Mapping[str, Staged], steps: Sequence[Step]) -> None:
    """Refuse where the clerk has staged something else for one of the files."""
    for step in steps:
        entry = staged.get(step.path)
        if entry is None:
            clean = step.before is None or step.found is None
        else:
            plain = entry.mode == FILE and entry.stage == "0"
            clean = plain and entry.id in (step.before, step.found)
        if not clean:
            raise Conflict(mark("{path} is staged by hand", path=step.path), hint=_STATUS)


def refuse_staged_clash(staged: Mapping[str, Staged], steps: Sequence[Step]) -> None:
    """Refuse where a staged file has the name of a folder that we need, or the reverse."""
    ours = {step.path for step in steps if step.after is not None}
    folders = {folder for path in ours for folder in folders_above(path)}
    for path in staged:
        if path in folders or not ours.isdisjoint(folders_above(path)):
            raise Conflict(mark("{path} is staged by hand", path=path), hint=_STATUS)


def _by_hand(path: str) -> Conflict:
    return Conflict(mark("{path} was changed by hand", path=path), hint=_STATUS)
