"""The sample office is found by an installed wheel and by an editable checkout.

Both are built from a copy by the setuptools that is already here: nothing is fetched.
"""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from pm.office.sample import records_folder

pytestmark = pytest.mark.long

PLANTED = Path("records", "units", "ZZ", "U-ZZZZZZ.yaml")
"""A record of our own: the test holds whatever the sample office becomes."""

ASK = """
import site, sys
site.addsitedir(sys.argv[1])
from pm.office.sample import records_folder
print(records_folder())
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a build reads, with one planted record."""
    root = Path(__file__).parent.parent
    copy = tmp_path_factory.mktemp("source")
    shutil.copytree(root / "pm", copy / "pm", ignore=shutil.ignore_patterns("__pycache__"))
    if (root / "records").is_dir():
        shutil.copytree(root / "records", copy / "records")
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md"):
        if (root / name).exists():
            shutil.copy(root / name, copy)
    (copy / PLANTED).parent.mkdir(parents=True)
    (copy / PLANTED).write_text("kind: unit\n", encoding="utf-8")
    return copy


def build(source: Path, hook: str, target: Path) -> Path:
    """Call a hook of the build backend and give the file that it made."""
    target.mkdir(exist_ok=True)
    code = f"import sys; from setuptools.build_meta import {hook}; {hook}(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=source, check=True, capture_output=True
    )
    return next(target.iterdir())


def unpack(wheel: Path, site: Path) -> None:
    """Install a wheel the plainest way."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # noqa: S202 - built here a moment ago


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


def test_a_checkout_has_the_sample_office_beside_the_package(checkout: Path) -> None:
    assert records_folder() == checkout / "records"


def test_an_installed_wheel_carries_the_sample_office(source: Path, tmp_path: Path) -> None:
    wheel = build(source, "build_wheel", tmp_path / "dist")
    unpack(wheel, tmp_path / "site")
    found = ask(tmp_path / "site", tmp_path)
    assert found == tmp_path / "site" / "pm" / "records"
    assert (found.parent / PLANTED).read_text(encoding="utf-8") == "kind: unit\n"
    assert (tmp_path / "site" / "pm" / "i18n" / "locale" / "zh" / "LC_MESSAGES" / "pm.mo").exists()
    chapters = {path.name for path in (tmp_path / "site" / "pm" / "manual").iterdir()}
    assert {"privacy.en.md", "privacy.zh.md"} <= chapters
    tops = {path.name for path in (tmp_path / "site").iterdir()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pm"}


def test_an_editable_checkout_reads_the_sample_office_in_place(
    source: Path, tmp_path: Path
) -> None:
    wheel = build(source, "build_editable", tmp_path / "dist")
    unpack(wheel, tmp_path / "site")
    found = ask(tmp_path / "site", tmp_path)
    assert found == source / "records"
    hooks = list((tmp_path / "site").glob("*.py"))
    assert hooks == [], "an import hook would slow every start"


def test_a_source_distribution_carries_the_sample_office(source: Path, tmp_path: Path) -> None:
    packed = build(source, "build_sdist", tmp_path / "dist")
    with tarfile.open(packed) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert PLANTED.as_posix() in names
    assert "pm/packaging.py" in names
