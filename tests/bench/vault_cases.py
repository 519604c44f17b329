"""What is measured of the vault: a sealed office is held against a clear one."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from pm.model.times import week_name
from tests.bench.cases import NEW, REFERENCE, Aim, Case
from tests.bench.processes import Run
from tests.bench.sealed_offices import SealedPair, phone
from tests.bench.vault_loops import (
    bare_opening,
    bare_sealing,
    bare_unlocking,
    opening,
    sealing,
    unlocking,
)

SIZE = 10_000
SOMEBODY = 7
"""The resident who is looked for."""
CLEAR = "not sealed"


def git_commit(pair: SealedPair) -> Run:
    """Give what a script would do to record one thing."""
    return Run((sys.executable, str(REFERENCE)), pair.twin)


def vault_cases() -> Iterator[Case[SealedPair]]:
    """Give everything that is measured of the vault, the quickest first."""
    yield from _within()
    second = Aim(1.0, "s", SIZE)
    number = phone(SOMEBODY)
    yield _both("residents", Aim(1.3, "x", SIZE), "resident", "list", "--limit", "50")
    yield _both("phone", second, "resident", "list", "--phone", number)
    yield _both("find-phone", second, "find", number)
    week = week_name(datetime.now(UTC).date())
    yield _both("sealed-week", Aim(1.1, "x", SIZE), "report", "weekly", "--week", week, "--json")
    yield _both("sealed-new", None, *NEW, "--description", "water", "--caller-name", "Li Na")
    for name, words in (("rotate", ("vault", "rotate")), ("forget", ("resident", "forget"))):
        yield Case(
            *(name, f"pm {' '.join(words)}", _changing_keys(*words)),
            *(git_commit, "git add, commit", Aim(2.0, "s", SIZE)),
            rounds=5,
            warm=False,
        )


def _within() -> Iterator[Case[SealedPair]]:
    for name, what, run, reference, against in (
        ("seal", "seal one value", sealing, bare_sealing, "AESSIV"),
        ("open", "open one value", opening, bare_opening, "AESSIV"),
        ("unlock", "open the first value", unlocking, bare_unlocking, "pyrage"),
    ):
        yield Case(name, what, run, reference, against, sized=False, rounds=21)


def _both(name: str, aim: Aim | None, *words: str) -> Case[SealedPair]:
    """Give a command in the sealed office, held against the same in the clear one."""
    return Case(
        *(name, f"pm {' '.join(words[:4])}"),
        lambda pair: pair.run(*words),
        reference=lambda pair: pair.run_clear(*words),
        against=CLEAR,
        aim=aim,
        rounds=15,
    )


def _changing_keys(*words: str) -> Callable[[SealedPair], Run]:
    """Give a command after which the office is another; each round begins with the same."""

    def run(pair: SealedPair) -> Run:
        whom = (pair.resident,) if "forget" in words else ()
        return pair.run(*words, *whom)._replace(before=pair.restore)

    return run
