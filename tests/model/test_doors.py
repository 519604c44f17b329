"""A flat is named by its building and the number on the door."""

import pytest

from pm.model.doors import Door, door_after, is_door, numbered, plain


@pytest.mark.parametrize(
    ("name", "text", "door"),
    [
        ("红楼", "红楼402", ("402",)),
        ("红楼", "红楼 402室", ("402",)),
        ("红楼", "红楼1单元402", ("1", "402")),
        ("红楼", "红楼1-402", ("1", "402")),
        ("红楼", "红楼４０２", ("402",)),
        ("Red House", "red house 402", ("402",)),
        ("Red House", "RedHouse, 402", ("402",)),
        ("Red House", "Red House, unit 1, room 402", ("1", "402")),
        ("Red House", "Red House 1 402", ("1", "402")),
        ("Building 3", "Building 3 402", ("402",)),
        ("Building 3", "building 3-12A", ("12a",)),
        ("Building 3", "Building 3402", None),
        ("Building 3", "Building 33 402", None),
        ("3号楼", "13号楼402", None),
        ("红楼", "红楼", None),
        ("红楼", "红楼四楼", None),
        ("红楼", "大红楼402", None),
        (" ", "402", None),
    ],
)
def test_a_door_follows_the_name_of_its_building(name: str, text: str, door: Door | None) -> None:
    assert door_after(name, plain(text)) == door


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3-402", ("3", ("402",))),
        ("3号楼1单元402", ("3", ("1", "402"))),
        ("3栋402", ("3", ("402",))),
        ("3#402", ("3", ("402",))),
        ("402", None),
        ("3-", None),
        ("x-402", None),
    ],
)
def test_a_building_may_be_a_number(text: str, found: tuple[str, Door] | None) -> None:
    assert numbered(plain(text)) == found


def test_a_door_is_the_end_of_a_code_but_never_all_of_it() -> None:
    assert is_door("3-1-402", ("402",))
    assert is_door("3-1-402", ("1", "402"))
    assert not is_door("3-1-402", ("2", "402"))
    assert not is_door("3-1-402", ("02",))
    assert not is_door("1-402", ("1", "402"))
    assert not is_door("402", ("402",))
