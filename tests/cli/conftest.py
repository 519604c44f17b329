"""What the tests of the command line start from."""

from tests.cli.offices import founded, office

__all__ = ["founded", "office"]
