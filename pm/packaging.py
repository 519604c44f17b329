"""The build step that puts the sample office into a wheel; only setuptools runs it.

A kind, a command or a chapter is found by its file. So a wheel is built from nothing: a file that
is gone from the source and left over from an earlier build would come back to life in it.

The sample office is the folder ``records/`` beside the package. Naming it a package in
``package_dir`` would do for a wheel, but an editable checkout would then go through an import
hook, which costs 13 ms at every start: this way it is a plain line in a ``.pth`` file.
"""

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

RECORDS = "records"
SOURCES = ("pm", RECORDS, "tests", "CHANGELOG.md")
"""What a source distribution holds: enough to build from, test, translate and read."""


class BuildWithRecords(build_py):
    """The usual build of the package, and the sample office inside it."""

    def run(self) -> None:
        """Copy the modules, then the sample office; an editable checkout has both already."""
        if self.editable_mode:
            super().run()
            return
        shutil.rmtree(Path(self.build_lib, "pm"), ignore_errors=True)
        super().run()
        shutil.copytree(RECORDS, Path(self.build_lib, "pm", RECORDS))

    def get_source_files(self) -> list[str]:
        """Name what a source distribution holds."""
        modules: list[str] = super().get_source_files()  # type: ignore[no-untyped-call] # not in its stubs
        return [*modules, *(str(path) for name in SOURCES for path in sorted(_files(Path(name))))]


def _files(path: Path) -> list[Path]:
    """Give a file, or the files of a folder but those that Python made."""
    if path.is_file():
        return [path]
    return [each for each in path.rglob("*") if each.is_file() and "__pycache__" not in each.parts]
