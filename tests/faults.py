"""Faults: a command is killed before each change that it and its children make.

The harness knows no command of pm. A :class:`Scenario` says how an office comes to be,
which command is killed in it, and what the next command is; :func:`sweep` kills it at
every call and demands after each that the office is fully old or fully new::

    scenario = Scenario(prepare=make_office, command=(sys.executable, "-m", "pm", "undo"),
                        then=lambda office: run("pm", "status", cwd=office),
                        again=lambda office: run("pm", "ticket", "new", ..., cwd=office))
    print(sweep(scenario, tmp_path))
"""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.tracing import Call, Kill, Trace, run_traced

MISSED = "missed"
"""What comes of a kill point that a run did not come to: one whose calls vary has fewer of them."""


class Scenario(NamedTuple):
    """A command to be killed, the office that it works in, and the command after it."""

    prepare: Callable[[Path], object]
    """Makes the office in a folder that does not exist yet; its hand edits must survive."""
    command: Sequence[str]
    """Runs in the office's folder; two runs make the same changes."""
    then: Callable[[Path], object]
    """The next command, a reader: after it everything must be whole."""
    again: Callable[[Path], object]
    """A command after that, which writes: nothing may stand in its way."""
    environment: Mapping[str, str] = {}
    varies: bool = False
    """Whether chance decides how many calls there are: objects have names that keys decide."""


class Whole(NamedTuple):
    """What must be the same in the old, the new and no third way."""

    tree: str
    commits: int
    status: str
    files: frozenset[tuple[str, bytes]]


class Report(NamedTuple):
    """How many calls and kill points there were, and how the killed commands ended."""

    calls: int
    points: int
    ends: Counter[str]

    def __str__(self) -> str:
        """Say it in one line."""
        ends = ", ".join(f"{end}: {count}" for end, count in sorted(self.ends.items()))
        return f"calls: {self.calls}, kill points: {self.points} ({ends})"


Choice = Callable[[Sequence[Call], Kill], Iterable[Call]]
"""Names the calls before which somebody is killed."""
Judge = Callable[[Path, Call, Kill, Trace], str]
"""Looks at an office after a kill, and says in a word how it ended."""


def _all(calls: Sequence[Call], _kill: Kill) -> Iterable[Call]:
    return calls


def calls_of(scenario: Scenario, folder: Path) -> tuple[list[Call], Whole, Whole]:
    """Run the command undisturbed; give its calls, and the office before and after."""
    office = folder / "undisturbed"
    scenario.prepare(office)
    old = look(office)
    trace = run_traced(scenario.command, office, scenario.environment)
    assert trace.code == 0, trace.output
    return trace.calls, old, look(office)


def sweep(
    scenario: Scenario,
    folder: Path,
    kills: Sequence[Kill] = (Kill.EVERYONE,),
    every: int = 1,
    choose: Choice = _all,
) -> Report:
    """Kill the command before each of its calls, or before those that are chosen."""
    calls, old, new = calls_of(scenario, folder)
    assert old != new, "the command changes nothing"

    def judge(office: Path, call: Call, kill: Kill, trace: Trace) -> str:
        where = f"{kill.value}, before {call}\n{trace.output}"
        found = survive(scenario, office, where, old, new)
        if kill is Kill.CHILD:
            assert (trace.code == 0) == (found == new), f"acknowledged wrongly: {where}"
        return "old" if found == old else "new"

    points = kill_points(calls, kills, choose)[::every]
    return Report(len(calls), len(points), kill_each(scenario, folder, points, judge))


def kill_points(
    calls: Sequence[Call], kills: Sequence[Kill], choose: Choice = _all
) -> list[tuple[Call, Kill]]:
    """Give the calls before which somebody is to be killed; pm alone has no child to kill."""
    return [
        (call, kill)
        for kill in kills
        for call in choose(calls, kill)
        if kill is not Kill.CHILD or call.process != "pm"
    ]


def kill_each(
    scenario: Scenario, folder: Path, points: Sequence[tuple[Call, Kill]], judge: Judge
) -> Counter[str]:
    """Kill the command at each point in an office of its own; count what is judged of them."""
    template = folder / "template"
    scenario.prepare(template)

    def one(number: int) -> str:
        call, kill = points[number]
        office = folder / f"killed-{number}"
        shutil.copytree(template, office, symlinks=True)
        try:
            trace = kill_at(scenario, office, call, kill)
            if scenario.varies and not trace.killed and trace.code == 0:
                return MISSED
            assert trace.killed, f"not met: {kill.value}, before {call}\n{trace.output}"
            return judge(office, call, kill, trace)
        finally:
            shutil.rmtree(office)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return Counter(pool.map(one, range(len(points))))


def survive(scenario: Scenario, office: Path, where: str, old: Whole, new: Whole) -> Whole:
    """Run the next commands and demand a whole office; give what it is."""
    scenario.then(office)
    found = look(office)
    assert found in (old, new), f"{where}\n{_differences(found, old, new)}"
    assert not left_over(office), f"{where}\n{left_over(office)}"
    scenario.again(office)
    assert status(office) == found.status, where
    return found


def kill_at(scenario: Scenario, office: Path, call: Call, kill: Kill) -> Trace:
    """Run the command and kill before that call of that process."""

    def decide(now: Call) -> Kill | None:
        return kill if (now.process, now.number) == (call.process, call.number) else None

    return run_traced(scenario.command, office, scenario.environment, decide)


def look(office: Path) -> Whole:
    """Look at everything that people see of an office, and let git check the rest."""
    fsck = git(office, "fsck", "--strict", "--no-dangling", "--no-progress")
    assert not fsck, fsck
    return Whole(
        git(office, "rev-parse", "HEAD^{tree}"),
        int(git(office, "rev-list", "--count", "HEAD")),
        status(office),
        frozenset(
            (path.relative_to(office).as_posix(), path.read_bytes())
            for path in office.rglob("*")
            if path.is_file() and ".git" not in path.relative_to(office).parts
        ),
    )


def status(office: Path) -> str:
    """Give what git says of the files: what is staged, changed and unknown to it."""
    return git(office, "status", "--porcelain", "--untracked-files=all")


def left_over(office: Path) -> list[str]:
    """List the locks, journals and half-written files that nobody will need again."""
    git_dir = office / ".git"
    locks = [path for path in git_dir.rglob("*.lock") if path.parent != git_dir / "pm"]
    rest = [git_dir / "pm" / "journal", *office.rglob("*.pm-new")]
    return [path.relative_to(office).as_posix() for path in (*locks, *rest) if path.exists()]


def git(office: Path, *arguments: str) -> str:
    """Run git as a clerk would, and give what it prints."""
    done = subprocess.run(
        ("git", *arguments),
        cwd=office,
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
    )
    return done.stdout.decode("utf-8", "replace").rstrip()


def _differences(found: Whole, old: Whole, new: Whole) -> str:
    lines = [f"found: {found[:3]}", f"old:   {old[:3]}", f"new:   {new[:3]}"]
    nearest = new if found.tree == new.tree else old
    lines += [f"file: {path}" for path, _ in sorted(found.files ^ nearest.files)]
    return "\n".join(lines)
