"""A household's paper file: lent by another, out once, back on its day or overdue."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.office import registry
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing


def asked(place: Place, **values: Any) -> Any:
    given = {"resident": link("R-000001"), "purpose": link("service"), **values}
    return place.new("dossier_loan", by="E-000001", **given)


def test_whoever_asks_is_the_borrower_for_the_day() -> None:
    place = Place()
    loan = asked(place)
    assert (loan.borrower, loan.due_on) == ("E-000001", NOW.date())
    other = asked(place, borrower=link("E-000003"), due_on=date(2026, 12, 1))
    assert (other.borrower, other.due_on) == ("E-000003", date(2026, 12, 1))


@pytest.mark.parametrize(("by", "typist"), [("E-000001", None), ("E-000002", "E-000001")])
def test_nobody_lends_to_himself(by: str, typist: str | None) -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.run(asked(place), "lend", by=by, typist=typist)
    assert missing(refused)[0].startswith("a second person: ")


def test_a_file_is_out_once_and_comes_back_whole_or_not() -> None:
    place = Place()
    first = place.run(asked(place), "lend", by="E-000002")
    place.there.append((registry.kind("dossier_loan"), first))
    of = {"resident": link("R-000001"), "borrower": link("E-000001")}
    second = place.get("dossier_loan", place.put("dossier_loan", "requested", 2, **of))
    with pytest.raises(Refused) as refused:
        place.run(second, "lend", by="E-000002")
    assert missing(refused) == [
        f"the file in its cabinet: it is out by {first.id} (pm dossier-loan return)"
    ]
    back = place.run(first, "return", by="E-000002", condition="incomplete")
    assert (back.state, back.condition, back.returned_by) == ("returned", "incomplete", "E-000002")


def test_what_is_not_back_is_overdue_until_it_is_extended_or_back() -> None:
    place = Place()
    late = place.run(place.run(asked(place), "lend", by="E-000002"), "lapse")
    assert late.state == "overdue"
    more = place.run(late, "extend", by="E-000002", due_on=date(2026, 12, 1))
    assert (more.state, more.due_on) == ("lent", date(2026, 12, 1))
    assert place.run(late, "return").condition == "complete"


def test_no_file_is_out_until_a_day_that_is_over() -> None:
    place, over = Place(), date(2026, 11, 22)
    loan = asked(place)
    lent = place.run(loan, "lend", by="E-000002")
    attempts: list[Callable[[], object]] = [
        lambda: asked(place, due_on=over),
        lambda: place.run(loan, "edit", due_on=over),
        lambda: place.run(lent, "extend", by="E-000002", due_on=over),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert missing(refused) == ["a day that is not over (--due-on)"]
