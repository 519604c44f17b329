"""Where the time of a command goes: its dearest imports and its dearest functions."""

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.processes import PM, Run, environment

START = "from pm.cli.main import main; main()"
PROFILED = """
import cProfile, pstats, sys
profile = cProfile.Profile()
try:
    profile.runcall(lambda: __import__("pm.cli.main").cli.main.main())
except SystemExit:
    pass
pstats.Stats(profile, stream=sys.stderr).strip_dirs().sort_stats("tottime").print_stats(20)
"""
TOP = 20


def profile(run: Run) -> Iterator[str]:
    """Give the lines that tell where the time went; only for runs of pm."""
    arguments = run.words[len(PM) :]
    yield "   self us  (together) import"
    yield from sorted(_imports(run, arguments), reverse=True)[:TOP]
    told = _stderr(run, "-c", PROFILED, *arguments)
    yield from (line for line in told.splitlines() if line.strip())


def _imports(run: Run, arguments: tuple[str, ...]) -> Iterator[str]:
    for line in _stderr(run, "-X", "importtime", "-c", START, *arguments).splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        whole, _, name = rest.partition("|")
        if line.startswith("import time:") and own.strip().isdigit():
            yield f"{own.strip():>10} {whole.strip():>10}  {name.strip()}"


def _stderr(run: Run, *arguments: str) -> str:
    run.before()
    ended = subprocess.run(
        (sys.executable, *arguments),
        cwd=run.folder,
        env=environment(run.variables),
        capture_output=True,
        check=False,
    )
    return ended.stderr.decode("utf-8", "replace")
