"""A department of the company."""

from typing import ClassVar

from pm.model.record import Configuration
from pm.model.values import Words


class Department(Configuration, kw_only=True):
    """A department that work is given to: customer service, engineering, security."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name")

    name: Words
