"""The marks of an inspection: what failed, the total, and whether it is passed (figures, 4.5)."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple, Protocol

TENTH = Decimal("0.1")


class Weighed(Protocol):
    """An item that weighs something and may fail the whole."""

    id: str
    weight: int
    veto: bool


class Bars(Protocol):
    """From which scores an item and the whole are passed."""

    pass_score: int
    item_pass_score: int


class Marks(NamedTuple):
    """The total of what was scored, the items that failed, and whether the whole is passed."""

    total: Decimal | None
    failed: tuple[str, ...]
    passed: bool


def marks(items: Sequence[Weighed], scores: Mapping[str, Decimal], bars: Bars) -> Marks:
    """Mark an inspection: Σ(weight × score) ÷ Σ weight; with a veto item failed, it is failed.

    The total is cut, not rounded up, to one place: what is shown as passed is passed.
    """
    scored = [item for item in items if item.id in scores]
    failed = [item for item in scored if scores[item.id] < bars.item_pass_score]
    weight = sum(item.weight for item in scored)
    if not weight:
        return Marks(None, (), passed=False)
    points = sum((item.weight * scores[item.id] for item in scored), Decimal(0))
    total = (points / weight).quantize(TENTH, ROUND_FLOOR)
    passed = total >= bars.pass_score and not any(item.veto for item in failed)
    return Marks(total, tuple(item.id for item in failed), passed)
