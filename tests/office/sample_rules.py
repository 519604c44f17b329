"""The rules of the sample office, with some of its files changed."""

from pm.office.reader import RecordReader
from pm.office.rules import Rules
from pm.office.sample import records_folder

YEAR = """\
id: '2027'
state: active
data_subject: office
days_off:
  - 01-01/01-03 new-year
workdays:
  - 01-09
"""


class Files:
    """The sample office with some files changed, which notes what is read."""

    def __init__(self, **changed: str) -> None:
        """Take files by their names: ``years_2027``."""
        self.changed = {
            f"records/{name.replace('_', '/')}.yaml": text for name, text in changed.items()
        }
        self.read: list[str] = []

    def __call__(self, path: str) -> bytes | None:
        self.read.append(path)
        if path in self.changed:
            return self.changed[path].encode()
        file = records_folder().parent / path
        return file.read_bytes() if file.exists() else None

    @property
    def rules(self) -> Rules:
        """Give the rules of this office."""
        return Rules(RecordReader(self))
