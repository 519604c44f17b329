"""Small drawings beside numbers: how a figure went, and how large one is beside the others.

They say nothing that the numbers do not, and are drawn on terminals only.
"""

from collections.abc import Sequence

HEIGHTS, LENGTHS = "▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█"
PLAIN_HEIGHTS, PLAIN_LENGTHS = "_.-=#", "#"
"""The same for terminals whose letters have no blocks."""
MISSING = " "


def spark(values: Sequence[float | None], *, blocks: bool = True) -> str:
    """Draw values side by side, from nothing to the largest; a gap where there is none."""
    heights = HEIGHTS if blocks else PLAIN_HEIGHTS
    most = max((value for value in values if value is not None), default=0)
    return "".join(
        MISSING if value is None else heights[_step(value, most, len(heights) - 1)]
        for value in values
    )


def bar(value: float, most: float, columns: int, *, blocks: bool = True) -> str:
    """Draw a value as a bar; the largest fills the columns, and what is more than none is seen."""
    lengths = LENGTHS if blocks else PLAIN_LENGTHS
    steps = _step(value, most, columns * len(lengths))
    full, rest = divmod(max(steps, 1) if value > 0 else 0, len(lengths))
    return lengths[-1] * full + (lengths[rest - 1] if rest else "")


def _step(value: float, most: float, steps: int) -> int:
    return round(max(value, 0) / most * steps) if most > 0 else 0
