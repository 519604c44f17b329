"""What a start loads: help and completion no kind and nothing heavy, a list nothing that writes."""

import pytest

from tests.cli.running import Shell

HEAVY = {"sqlite3", "msgspec", "ruamel", "git", "tabulate", "wcwidth", "zoneinfo", "asyncio"}
"""What help and completion do without."""

WRITES = {"pm.office.desk", "pm.model.transition", "pm.store.transaction", "pm.store.publication"}
"""What reading does without."""

LOADED = """
import atexit, sys
before = set(sys.modules)
atexit.register(lambda: print("loaded:", *sorted(set(sys.modules) - before), file=sys.stderr))
from pm.cli.main import main
main(sys.argv[1:])
"""


def loaded(office: Shell, *words: str, **variables: str) -> set[str]:
    """Give the modules that a run has loaded when it ends."""
    answer = office.python(LOADED, *words, **variables)
    assert answer.code == 0, answer.told
    return set(answer.err.rpartition("loaded:")[2].split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] in HEAVY}


def kinds(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("pm.kinds.")}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_loads_no_kind_and_nothing_heavy(language: str, office: Shell) -> None:
    modules = loaded(office, "--help", PM_LANG=language)
    assert kinds(modules) == heavy(modules) == set()


@pytest.mark.parametrize("words", ["pm tick", "pm ", "pm --la", "pm ticket li"])
def test_completion_loads_no_kind_and_nothing_heavy(words: str, office: Shell) -> None:
    modules = loaded(
        office,
        _PM_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(words.count(" ")),
    )
    assert kinds(modules) == heavy(modules) == set()


def test_a_list_loads_its_kind_and_nothing_that_writes(office: Shell) -> None:
    loaded(office, "ticket", "list")  # makes the index
    modules = loaded(office, "ticket", "list")
    assert {name for name in kinds(modules) if name.count(".") == 2} == {"pm.kinds.ticket"}
    assert not modules & WRITES
    assert not modules & {"git", "ruamel.yaml", "tabulate"}


def test_what_is_loaded_is_seen(office: Shell) -> None:
    modules = loaded(office, "ticket", "new", "--help")
    assert "msgspec" in heavy(modules)
    assert kinds(modules)
