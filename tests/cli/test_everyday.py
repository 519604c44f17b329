"""The twelve everyday acts: each one command, at most thirty keystrokes beside what is told.

The words of a caller or of a finding are typed in full and not counted; everything else is, with
the quotes and the Enter key. A name in Chinese counts by its characters.
"""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.offices import copied
from tests.cli.running import Answer, Shell

MOST = 30
NOW = "2026-11-26T10:00:00+08:00"
TOLD = "TOLD"
"""Stands for what is told in the speaker's own words."""
ID = "K7Q2"
"""Stands for the beginning of the last part of a ticket's id."""


class Act(NamedTuple):
    """One act: what it is, as it is typed in English and in Chinese, by whom, and what is told."""

    name: str
    english: str
    chinese: str
    told: str = ""
    by: str = "王芳"


ACTS = (
    Act("repair", f'pm repair 3-1-402 -m "{TOLD}"', f'pm 报修 3-1-402 -m "{TOLD}"', "厨房漏水"),
    Act(
        "complaint",
        f'pm compla 13800000110 -m "{TOLD}"',
        f'pm 投诉 13800000110 -m "{TOLD}"',
        "花园夜里吵闹",
    ),
    Act("caller", "pm who 13800000110", "pm 来电 13800000110"),
    Act("assign", f"pm assign {ID} --cat water", f"pm 派单 {ID} --cat 给排水"),
    Act("arrived", f"pm arrive {ID} --by Tony", f"pm 到场 {ID} --by Tony"),
    Act(
        "solved",
        f'pm fixed {ID} --by Tony -m "{TOLD}"',
        f'pm 修好 {ID} --by Tony -m "{TOLD}"',
        "换角阀",
    ),
    Act("return visit", "pm call", "pm 回访"),
    Act("today", "pm today", "pm 今日"),
    Act(
        "inspection",
        f'pm inspect lobby --f A3 -m "{TOLD}"',
        f'pm 巡查 lobby --f A3 -m "{TOLD}"',
        "地面有水渍",
        by="赵慧",
    ),
    Act("typo", f'pm edit {ID} -m "{TOLD}"', f'pm 修改 {ID} -m "{TOLD}"', "厨房角阀漏水"),
    Act("undo", "pm undo", "pm 撤销"),
    Act("week", "pm week", "pm 周报"),
)


def keystrokes(line: str) -> int:
    """Count what is typed, the Enter key with it, without what is told."""
    return len(line.replace(TOLD, "")) + 1


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample office with somebody on call this week."""
    folder = tmp_path_factory.mktemp("everyday")
    Shell(folder, PM_NOW=NOW).done("demo", "office")
    manager = Shell(folder / "office", PM_NOW=NOW, PM_STAFF="陈立")
    manager.done("duty", "new", "2026-w48")
    line = "--shift-time day --department engineering --staff Tony --trade water --weekdays thu"
    manager.done("duty", "add-line", "2026-w48", *line.split())
    manager.done("duty", "publish", "2026-w48")
    return folder / "office"


class Desk:
    """A desk at which the acts of a morning are typed, one after the other."""

    def __init__(self, folder: Path, code: str) -> None:
        self._shell = Shell(folder, PM_LANG=code, PM_SEED="everyday")
        self._minute = 0
        self.ticket = ID

    def type(self, line: str, act: Act) -> Answer:
        """Type one line, a minute after the last one."""
        self._minute += 1
        words = shlex.split(line.replace(ID, self.ticket).replace(TOLD, act.told))
        now = NOW.replace(":00:00", f":{self._minute:02}:00")
        return self._shell.done(*words[1:], PM_NOW=now, PM_STAFF=act.by)

    def newest(self, noun: str) -> Mapping[str, object]:
        """Give the record that came last."""
        listed = self._shell.done(noun, "list", "--sort", "-id", "--json", PM_NOW=NOW)
        return listed.records[0]

    def shown(self) -> Mapping[str, object]:
        """Give the ticket of the morning."""
        return self._shell.done("ticket", "show", self.ticket, "--json").records[0]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_an_act_takes_few_keystrokes(act: Act) -> None:
    assert keystrokes(act.english) <= MOST
    assert keystrokes(act.chinese) <= MOST


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_morning_is_typed_so(sample: Path, code: str, tmp_path: Path) -> None:
    desk = Desk(copied(sample, tmp_path / "office"), code)
    answers: dict[str, Answer] = {}
    for act in ACTS:
        answers[act.name] = desk.type(act.english if code == "en" else act.chinese, act)
        if act.name == "repair":
            desk.ticket = str(desk.newest("ticket")["id"])[-6:]
            made = desk.shown()
            assert (made["type"], made["channel"], made["unit"]) == ("repair", "visit", "U-****")
            assert (made["grid"], made["accountable"]) == ("grid-west", "E-EYM4VV")
            assert made["caller_resident"] == "R-0CZVRN"
        if act.name == "complaint":
            complaint = desk.newest("ticket")
            assert (complaint["type"], complaint["channel"]) == ("complaint", "phone")
            assert complaint["caller_resident"] == "R-3BJZSB"
    assert "R-3BJZSB" in answers["caller"].out
    given = desk.shown()
    assert (given["assignee"], given["department"]) == ("E-JYA2YE", "engineering")
    assert (given["arrived_by"], given["title"]) == ("E-JYA2YE", "厨房漏水")  # the typo came back
    assert given["state"] == "solved"
    found = desk.newest("rectification")
    assert (found["item"], found["finding"], found["state"]) == ("A3", "地面有水渍", "issued")
    assert "T-" in answers["return visit"].out
    assert "2026-W47" in answers["week"].out
