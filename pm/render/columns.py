"""Short texts side by side, as ls lays out the names of files."""

from collections.abc import Sequence

from pm.render.width import padded, width

GAP = 3


def in_columns(texts: Sequence[str], columns: int) -> list[str]:
    """Give the lines: filled from top to bottom, as many texts side by side as fit."""
    widest = max(map(width, texts), default=0) + GAP
    across = max(1, (columns + GAP) // widest)
    down = -(-len(texts) // across)
    rows = (texts[row::down] for row in range(down))
    return ["".join(padded(text, widest) for text in row).rstrip() for row in rows]
