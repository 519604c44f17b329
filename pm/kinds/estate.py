"""An estate that the office manages."""

from typing import ClassVar

from pm.model.record import Configuration
from pm.model.values import Words


class Estate(Configuration, kw_only=True):
    """An estate (项目) that the office manages."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "developer")

    name: Words
    developer: str | None = None
