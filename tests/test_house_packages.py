"""Wheel, source distribution and editable checkout are complete, and the first two work alone.

All are built and installed by the setuptools and pip that are already here: nothing is fetched.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from pm import __version__
from pm.office.sample import records_folder

pytestmark = pytest.mark.long

LEFT_OVER = Path("build", "lib", "pm", "kinds", "ghost.py")
"""A kind that an earlier build has left, and that is gone from the source."""

ASK = """
import site, sys
site.addsitedir(sys.argv[1])
from pm.office.sample import records_folder
print(records_folder())
"""

READ = ("setup.cfg", "pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md")
"""The files that a build reads, besides the folders."""

FOLDERS = ("pm", "records", "tests")


def files(folder: Path) -> set[str]:
    """Name the files below a folder, but those that Python made."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Copy what a build reads, and plant what an earlier build has left."""
    copy = tmp_path_factory.mktemp("source")
    for name in FOLDERS:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in READ:
        shutil.copy(root / name, copy)
    (copy / LEFT_OVER).parent.mkdir(parents=True)
    (copy / LEFT_OVER).write_text('"""A ghost."""\n', encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def root() -> Path:
    return Path(__file__).parent.parent


def build(source: Path, hook: str, target: Path) -> Path:
    """Call a hook of the build backend and give the file that it made."""
    target.mkdir(exist_ok=True)
    code = f"import sys; from setuptools.build_meta import {hook}; {hook}(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=source, check=True, capture_output=True
    )
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, "build_wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def packed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, "build_sdist", tmp_path_factory.mktemp("packed"))


@pytest.fixture(scope="module")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the source distribution, and give its one folder."""
    target = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(packed) as archive:
        archive.extractall(target)  # noqa: S202 - built here a moment ago
    return next(target.iterdir())


def unpack(wheel: Path, site: Path) -> Path:
    """Install a wheel the plainest way."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # noqa: S202 - built here a moment ago
    return site


def contents(wheel: Path) -> dict[str, bytes]:
    """Give every file of a wheel, by its name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ask(folder: Path, cwd: Path) -> Path:
    """Let a Python that knows no packages but those in ``folder`` find the sample office."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ASK, str(folder)],
        cwd=cwd,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return Path(run.stdout.strip())


class Installed(NamedTuple):
    """A fresh venv with pm in it, and a home in which there is nothing yet."""

    folder: Path

    def pm(self, *arguments: str) -> str:
        """Run the command ``pm`` that was installed, as somebody types it elsewhere."""
        return self.run("pm", *arguments)

    def run(self, command: str, *arguments: str) -> str:
        """Run a program of the venv at home."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
        for name in ("PM_NOW", "PM_SEED"):
            environment.pop(name, None)
        done = subprocess.run(
            [self.script(command), *arguments],
            cwd=home,
            env=environment,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def script(self, name: str) -> str:
        """Give the path of a program of the venv."""
        return self._path("scripts", name)

    def _path(self, kind: str, name: str) -> str:
        base = {"base": str(self.folder / "venv"), "platbase": str(self.folder / "venv")}
        return str(Path(sysconfig.get_path(kind, "venv", base), name))

    def install(self, package: Path) -> "Installed":
        """Install a wheel or a source distribution; what it needs is lent by this Python."""
        venv.create(self.folder / "venv", with_pip=False, symlinks=os.name != "nt")
        lent = Path(self._path("purelib", "lent.pth"))
        lent.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "--python", self.script("python"), "install"),
                *("--quiet", "--no-index", "--no-deps", "--no-build-isolation"),
                *("--ignore-installed", str(package)),
            ],
            check=True,
            capture_output=True,
        )
        return self


@pytest.fixture(scope="module", params=["wheel", "packed"])
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    """Install each in a venv of its own, away from any source."""
    package: Path = request.getfixturevalue(request.param)
    return Installed(tmp_path_factory.mktemp("installed")).install(package)


def test_a_checkout_has_the_sample_office_beside_the_package(checkout: Path) -> None:
    assert records_folder() == checkout / "records"


def test_an_installed_wheel_carries_the_sample_office(wheel: Path, tmp_path: Path) -> None:
    site = unpack(wheel, tmp_path / "site")
    assert ask(site, tmp_path) == site / "pm" / "records"


def test_a_wheel_holds_the_package_and_the_sample_office_and_nothing_else(
    source: Path, wheel: Path, tmp_path: Path
) -> None:
    site = unpack(wheel, tmp_path / "site")
    passing = {name for name in files(source / "pm") if name.endswith((".po", ".pot"))}
    wanted = files(source / "pm") - passing | {
        f"records/{name}" for name in files(source / "records")
    }
    assert {"py.typed", "i18n/locale/zh/LC_MESSAGES/pm.mo", "manual/privacy.zh.md"} <= wanted
    assert files(site / "pm") == wanted
    tops = {path.name for path in site.iterdir()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pm"}
    assert "LICENSE" in {path.name for path in site.glob("*.dist-info/licenses/*")}


def test_a_source_distribution_holds_what_its_readers_need(source: Path, unpacked: Path) -> None:
    names = files(unpacked)
    for folder in FOLDERS:
        assert {f"{folder}/{name}" for name in files(source / folder)} <= names
    assert {*READ, "pm/packaging.py"} <= names
    assert not any("__pycache__" in name or name.startswith("build/") for name in names)


def test_a_wheel_made_of_the_source_distribution_is_the_same(
    wheel: Path, unpacked: Path, tmp_path: Path
) -> None:
    assert contents(build(unpacked, "build_wheel", tmp_path / "again")) == contents(wheel)


def test_what_is_installed_works_away_from_its_source(installed: Installed) -> None:
    assert installed.pm("--version") == f"pm {__version__}\n"
    assert installed.run("python", "-m", "pm", "--version") == f"pm {__version__}\n"
    assert "工单" in installed.pm("--lang", "zh", "--help")
    assert "privacy" in installed.pm("manual")
    assert "2026-W" in installed.pm("demo", "--small", "office")
    assert "received" in installed.pm("-C", "office", "report", "weekly")


def test_an_editable_checkout_reads_the_sample_office_in_place(
    source: Path, tmp_path: Path
) -> None:
    site = unpack(build(source, "build_editable", tmp_path / "dist"), tmp_path / "site")
    found = ask(site, tmp_path)
    assert found == source / "records"
    hooks = list(site.glob("*.py"))
    assert hooks == [], "an import hook would slow every start"
