"""The table of what was measured."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.cases import Aim
from tests.bench.processes import Times

_MILLISECOND = 0.001


class Row(NamedTuple):
    """One line: what was measured at which sizes, or why it did not work."""

    what: str
    times: dict[int, Times]
    against: str
    aim: Aim | None
    fault: str = ""

    def decisive(self) -> Times | None:
        """Give the times at the size that the aim is about, else at the largest."""
        if not self.times:
            return None
        if self.aim is not None and self.aim.size in self.times:
            return self.times[self.aim.size]
        return self.times[max(self.times)]

    def met(self) -> bool | None:
        """Tell whether the aim is met; none where that cannot be said."""
        found = self.decisive()
        if self.fault:
            return False
        if self.aim is None or found is None or self.aim.size not in {None, *self.times}:
            return None
        value = found.seconds if self.aim.unit == "s" else found.ratio
        return None if value is None else value <= self.aim.limit


def size_name(size: int) -> str:
    """Write a number of records shortly."""
    return f"{size // 1000}k" if size % 1000 == 0 else str(size)


def lines(rows: Sequence[Row], sizes: Sequence[int]) -> Iterator[str]:
    """Give the lines of the table."""
    heads = ["what", *map(size_name, sizes), "reference", "ratio", "aim", "met?"]
    cells = [heads, *(list(_cells(row, sizes)) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(heads))]
    # A Chinese character is two columns wide; the last column needs no padding.
    for line in [heads, ["-" * width for width in widths], *cells[1:]]:
        padded = (
            cell.ljust(width - _wide(cell)) if place in {0, len(sizes) + 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()
    for row in rows:
        if row.fault:
            yield f"{row.what}: {row.fault}"


def _wide(text: str) -> int:
    first = 0x2E80  # from here on characters are Chinese
    return sum(ord(character) > first for character in text)


def _cells(row: Row, sizes: Sequence[int]) -> Iterator[str]:
    found = row.decisive()
    yield row.what
    for size in sizes:
        yield _time(row.times[size].seconds) if size in row.times else "-"
    if found is None or found.reference is None or found.ratio is None:
        yield from ("", "")
    else:
        yield f"{row.against}: {_time(found.reference)}"
        yield f"{found.ratio:.2f}"
    yield "" if row.aim is None else _aim(row.aim)
    yield {True: "yes", False: "NO", None: ""}[row.met()]


def _aim(aim: Aim) -> str:
    at = "" if aim.size is None else f" at {size_name(aim.size)}"
    return f"{aim.limit:g} {aim.unit}{at}"


def _time(seconds: float) -> str:
    if seconds < _MILLISECOND:
        return f"{seconds / _MILLISECOND * 1000:.1f} µs"
    return (
        f"{seconds:.2f} s" if seconds >= 1 else f"{seconds / _MILLISECOND:.{_places(seconds)}f} ms"
    )


def _places(seconds: float) -> int:
    return int(seconds < _MILLISECOND * 10)
