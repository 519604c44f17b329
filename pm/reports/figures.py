"""The figures of the office: a new one is one entry, and every paper and test takes it up."""

from pm.reports.chapters.acts import ACTS
from pm.reports.chapters.clocks import CLOCKS
from pm.reports.chapters.end import END
from pm.reports.chapters.grids import GRIDS
from pm.reports.chapters.quality import QUALITY
from pm.reports.chapters.received import RECEIVED
from pm.reports.chapters.visits import RETURN_VISITS
from pm.reports.chapters.work import WORK
from pm.reports.figure import Figure

_BY_CHAPTER = {
    "received": RECEIVED,
    "work": WORK,
    "clocks": CLOCKS,
    "end": END,
    "visits": RETURN_VISITS,
    "quality": QUALITY,
    "acts": ACTS,
    "grids": GRIDS,
}

ALL = tuple(
    figure._replace(chapter=chapter)
    for chapter, figures in _BY_CHAPTER.items()
    for figure in figures
)

FIGURES: dict[str, Figure] = {figure.key: figure for figure in ALL}
"""Every figure by its key, in the order of the papers."""
