"""Answers of the desk, and orders from above."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.answer import Text
from pm.model.values import Prose, Words
from pm.office import registry
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing, typed

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def answer(place: Place, **values: Any) -> Any:
    return place.new(
        "answer",
        question=Words(zh="访客车停哪里？"),
        answer=Text(zh=Prose("北门内访客车位。")),
        **values,
    )


def test_an_answer_ends_and_holds_again() -> None:
    place = Place()
    expired = place.run(answer(place, valid_until=LAST), "expire")
    assert (expired.state, expired.type) == ("expired", "basics")
    renewed = place.run(expired, "renew")
    assert (renewed.state, renewed.valid_until) == ("in-force", None)


def test_an_answer_whose_last_day_is_over_holds_again_when_it_is_renewed() -> None:
    place = Place()
    expired = place.run(answer(place, valid_until=FIRST), "lapse")
    assert expired.state == "expired"
    renewed = place.run(expired, "renew", valid_until=LAST)
    assert (renewed.state, renewed.valid_until) == ("in-force", LAST)


def test_an_answer_is_not_over_before_it_holds() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        answer(place, valid_from=LAST, valid_until=FIRST)
    assert "--valid-until" in missing(refused)[0]
    with pytest.raises(Refused):
        place.run(answer(place, valid_from=LAST), "renew", valid_until=FIRST)
    with pytest.raises(Refused):
        place.run(answer(place, valid_until=FIRST), "edit", valid_from=LAST)


def test_what_everybody_at_the_desk_reads_holds_nothing_personal() -> None:
    assert not any(leaf.field.scope for leaf in registry.kind("answer").leaves)


def order(place: Place, **values: Any) -> Any:
    return place.new("order", title=typed("order", "title", "盘点消火栓"), due=NOW, **values)


def test_an_order_is_carried_out_by_who_answers_for_it() -> None:
    place = Place()
    issued = order(place, owner=link("E-000002"))
    assert (issued.state, issued.issued_at, issued.issued_by) == ("issued", NOW, place.doer())
    with pytest.raises(Refused) as refused:
        place.run(issued, "accept")
    assert missing(refused) == ["E-000002, who answers for it (--by; or pm order pass-on)"]
    accepted = place.run(issued, "accept", by="E-000002")
    result = typed("order", "result", "共32个")
    with pytest.raises(Refused):
        place.run(accepted, "finish", result=result)
    finished = place.run(accepted, "finish", by="E-000002", result=result)
    assert (finished.state, finished.finished_by) == ("finished", "E-000002")


def test_who_takes_on_an_order_of_nobody_answers_for_it_until_it_is_passed_on() -> None:
    place = Place()
    accepted = place.run(order(place), "accept")
    assert (accepted.state, accepted.owner) == ("in-hand", place.doer())
    passed = place.run(accepted, "pass-on", owner=link("E-000002"))
    assert (passed.state, passed.owner, passed.accepted_by) == ("issued", "E-000002", None)
