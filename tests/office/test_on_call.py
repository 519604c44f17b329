"""Who is on call: by day, shift and trade, over midnight and the end of a week."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pm.model.node import Tree
from pm.office import registry
from pm.office.on_call import on_call
from pm.office.reader import RecordReader
from pm.store.yaml_writing import write_tree

ZONE = ZoneInfo("Asia/Shanghai")
ANN, BOB, CAT = "E-000001", "E-000002", "E-000003"


def line(number: int, weekdays: list[str], shift_time: str, staff: str, **values: str) -> Tree:
    return {
        "id": f"{number:06d}",
        "weekdays": list(weekdays),
        "shift_time": shift_time,
        "department": "engineering",
        "staff": staff,
        **values,
    }


def reader(*lines: Tree, state: str = "published", **away: dict[str, str]) -> RecordReader:
    """Give an office with the roster of one week, two shifts and three people."""
    trees: list[tuple[str, Tree]] = [
        ("duty", {"id": "2026-w48", "state": state, "lines": list(lines)}),
        ("shift_time", {"id": "day", "starts": "08:00", "ends": "20:00", "name": {"en": "Day"}}),
        ("shift_time", {"id": "night", "starts": "20:00", "ends": "08:00", "name": {"en": "N"}}),
    ]
    trees += [
        (
            "staff",
            {
                "id": staff,
                "state": "active",
                "data_subject": "D-K7Q2XMK7Q2",
                "name": "x",
                "post": "technician",
                **away.get(staff.replace("-", "_"), {}),
            },
        )
        for staff in (ANN, BOB, CAT)
    ]
    files = {
        registry.kind(noun).path(str(tree["id"])): write_tree(
            {"state": "active", "data_subject": "office", **tree}
        )
        for noun, tree in trees
    }
    return RecordReader(files.get)


def called(found: RecordReader, at: str, trade: str | None = None) -> str | None:
    time = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    return on_call(found, ZONE, "engineering", time, trade)


DAY = line(1, ["mon", "tue"], "day", ANN, stand_in=BOB)
NIGHT = line(2, ["mon", "sun"], "night", CAT)


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("2026-11-23 07:59", None),
        ("2026-11-23 08:00", ANN),
        ("2026-11-23 19:59", ANN),
        ("2026-11-23 20:00", CAT),
        ("2026-11-24 07:59", CAT),
        ("2026-11-24 08:00", ANN),
        ("2026-11-24 20:00", None),
        ("2026-11-25 12:00", None),
        ("2026-11-29 23:00", CAT),
        ("2026-11-30 07:59", CAT),  # the last night stands on the roster of the week before
        ("2026-11-30 08:00", None),
        ("2026-11-16 12:00", None),
    ],
)
def test_a_shift_holds_from_its_beginning_to_its_end(at: str, who: str | None) -> None:
    assert called(reader(DAY, NIGHT), at) == who


def test_another_department_has_people_of_its_own() -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=ZONE)
    assert on_call(reader(DAY), ZONE, "security", at) is None


@pytest.mark.parametrize("state", ["draft", "void"])
def test_only_a_published_roster_counts(state: str) -> None:
    assert called(reader(DAY, state=state), "2026-11-23 12:00") is None
    assert called(reader(DAY, state="carried-out"), "2026-11-23 12:00") == ANN


def test_who_is_put_down_for_the_trade_comes_first() -> None:
    found = reader(DAY, line(3, ["mon"], "day", CAT, trade="lifts"))
    assert called(found, "2026-11-23 12:00", "lifts") == CAT
    assert called(found, "2026-11-23 12:00", "water") == ANN
    assert called(found, "2026-11-23 12:00") == ANN


@pytest.mark.parametrize(
    ("ann", "who"),
    [
        ({"state": "left"}, BOB),
        ({"away_from": "2026-11-23"}, BOB),
        ({"away_from": "2026-11-20", "away_until": "2026-11-23"}, BOB),
        ({"away_from": "2026-11-20", "away_until": "2026-11-22"}, ANN),
        ({"away_from": "2026-11-24"}, ANN),
    ],
)
def test_the_stand_in_is_called_where_the_first_is_off_duty_or_has_left(
    ann: dict[str, str], who: str
) -> None:
    assert called(reader(DAY, E_000001=ann), "2026-11-23 12:00") == who


def test_nobody_is_called_where_both_are_away() -> None:
    gone = {"away_from": "2026-11-01"}
    assert called(reader(DAY, E_000001=gone, E_000002=gone), "2026-11-23 12:00") is None
