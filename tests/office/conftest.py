"""What the tests of the use cases start from."""

from tests.cli.offices import founded, office

__all__ = ["founded", "office"]
