"""What several contract tests start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.offices import founded, office
from tests.contract.new_kind import new_kind

__all__ = ["founded", "office", "parcel"]


@pytest.fixture
def parcel(tmp_path: Path) -> Iterator[str]:
    """Add a kind in one file to the office, and give its name."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    with new_kind(folder) as name:
        yield name
