"""The weekly report: one a week, one's own, with figures and words, read by somebody else."""

from typing import Any

import pytest

from pm.errors import Refused
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing, typed

KIND = "weekly_report"
TOLD: Any = typed(KIND, "text", "A quiet week.")
FIGURES = ["received=12", "solved_on_time=0.9167"]


@pytest.fixture
def place() -> Place:
    return Place()


def test_a_report_is_his_who_begins_it_and_due_at_the_end_of_friday(place: Place) -> None:
    report = place.new(KIND, week="2026-W47")
    assert report.reporter == place.doing().by
    assert report.due.isoformat() == "2026-11-21T00:00:00+08:00"
    assert report.state == "draft"


def test_it_tells_of_the_present_week_if_no_other_is_named(place: Place) -> None:
    year, number, _ = NOW.isocalendar()
    assert place.new(KIND).week == f"{year}-W{number:02d}"


def test_there_is_one_report_a_week(place: Place) -> None:
    mine = place.doing().by
    other = place.put(KIND, "draft", week="2026-W47", reporter=link(mine))
    with pytest.raises(Refused) as refused:
        place.new(KIND, week="2026-W47")
    assert missing(refused) == [f"another week: {other} is the report of this one (--week)"]
    assert place.new(KIND, week="2026-W46").week == "2026-W46"


def test_it_is_handed_in_with_words_and_figures_by_its_author(place: Place) -> None:
    report = place.new(KIND, week="2026-W47")
    with pytest.raises(Refused) as refused:
        place.run(report, "hand-in", figures=FIGURES)
    assert missing(refused) == ["what there is to tell of the week (--text)"]
    with pytest.raises(Refused) as refused:
        place.run(report, "hand-in", by="E-000009", figures=FIGURES, text=TOLD)
    assert "whose report it is" in missing(refused)[0]
    handed_in = place.run(report, "hand-in", figures=FIGURES, text=TOLD)
    assert (handed_in.state, handed_in.figures) == ("handed-in", FIGURES)
    assert handed_in.handed_in_at == NOW


def test_nobody_reviews_his_own_report(place: Place) -> None:
    report = place.new(KIND, week="2026-W47", text=TOLD)
    handed_in = place.run(report, "hand-in", figures=FIGURES)
    with pytest.raises(Refused) as refused:
        place.run(handed_in, "review")
    assert missing(refused)
    assert place.run(handed_in, "review", by="E-000009").state == "reviewed"
