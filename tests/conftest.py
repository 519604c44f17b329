"""The same world for every test: no language, clock, home or git settings of this machine."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("pm", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("pm")

COUNTED = "counted"
"""The property in which a test records its count."""

FOREIGN = ("PM_", "GIT_", "LC_", "XDG_")
"""What begins so is taken out of the environment."""

WORLD = {
    "COLUMNS": "80",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LANG": "C.UTF-8",
    "NO_COLOR": "1",
    "PM_LANG": "en",
    "PM_NOW": "2026-11-22T09:15:00+08:00",
    "PM_SEED": "1",
    "PYTHONHASHSEED": "0",
    "TZ": "America/St_Johns",
}
"""The zone of the machine is none that an office is in: nothing may depend on it."""


@pytest.fixture(scope="session", autouse=True)
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Set the environment once; a test changes it with ``monkeypatch.setenv``."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(FOREIGN)]:
            patch.delenv(name)
        for name in ("LANGUAGE", "EMAIL"):
            patch.delenv(name, raising=False)
        for name, value in {**WORLD, "HOME": home, "USERPROFILE": home}.items():
            patch.setenv(name, value)
        _read_zone()
        yield
    _read_zone()


def _read_zone() -> None:
    """Let the C library read TZ again, where it can."""
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def checkout() -> Path:
    """Give the root of this checkout."""
    return Path(__file__).parent.parent


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have counted: it is part of their result, in whatever process they ran."""
    found = [
        value
        for report in terminalreporter.getreports("")
        for name, value in getattr(report, "user_properties", ())
        if name == COUNTED
    ]
    if found:
        terminalreporter.section("counted")
        for line in sorted(map(str, found)):
            terminalreporter.write_line(line)
