"""The build step that puts the sample office into a wheel; only setuptools runs it.

The sample office is the folder ``records/`` beside the package. Naming it a package in
``package_dir`` would do for a wheel, but an editable checkout would then go through an import
hook, which costs 13 ms at every start: this way it is a plain line in a ``.pth`` file.
"""

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

RECORDS = "records"


class BuildWithRecords(build_py):
    """The usual build of the package, and the sample office inside it."""

    def run(self) -> None:
        """Copy the modules, then the sample office; an editable checkout has it already."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "pm", RECORDS)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(RECORDS, target)

    def get_source_files(self) -> list[str]:
        """Name what a source distribution holds."""
        records = (path for path in Path(RECORDS).rglob("*") if path.is_file())
        modules: list[str] = super().get_source_files()  # type: ignore[no-untyped-call] # not in its stubs
        return [*modules, *sorted(str(path) for path in records)]
