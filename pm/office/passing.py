"""Passing a command on to git, at the person's own terminal and with his own settings."""

from collections.abc import Sequence

from pm.office.office import Office
from pm.store.git import pass_on


def pass_to_git(office: Office, arguments: Sequence[str]) -> int:
    """Run git in the office and give its exit code."""
    office.repository.close()
    return pass_on(office.repository.root, arguments)
