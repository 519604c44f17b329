"""What is no verb of a kind and opens a desk of its own: imports, ticks, keys, reports."""

from collections.abc import Mapping
from typing import TypeAlias

from pm.model.times import week_name
from pm.office.demo.script import Line
from pm.office.demo.stage import Stage, UseCase
from pm.office.handing_in import hand_in
from pm.office.importing.bringing import Incoming, bring_in
from pm.office.keys.forgetting import forget
from pm.office.keys.giving import add, remove
from pm.office.keys.making import Sealing
from pm.office.reporting import Narrowing, weekly

Values: TypeAlias = Mapping[str, str]


def _import(stage: Stage, line: Line, values: Values) -> None:
    """Bring in a list; what a list says of weeks is that of the present one."""
    del line
    file = stage.records / "lists" / values["file"]
    data = file.read_bytes().replace(b"{week}", week_name(stage.clock.at.date()).lower().encode())
    done = bring_in(stage.office, Incoming(file.name, data, values["map"]))
    stage.problems += [one.message(file.name) for one in done.errors]
    stage.cast_anew()


def _forget(stage: Stage, line: Line, values: Values) -> None:
    """Forget the resident of a flat."""
    del line
    forget(stage.office, stage.cast.people[values["flat"]].resident, Sealing())


def _give_keys(stage: Stage, line: Line, values: Values) -> None:
    """Give keys to somebody who is new."""
    del line
    add(stage.office, values["staff"], Sealing())


def _take_keys(stage: Stage, line: Line, values: Values) -> None:
    """Take the keys from somebody who leaves."""
    del line
    remove(stage.office, values["staff"])


def _hand_in(stage: Stage, line: Line, values: Values) -> None:
    """Hand in the report of the present week, with the figures of who hands it in."""
    del line
    office, desk = stage.office, stage.desk
    me = office.acting_staff(desk.entering())
    paper = weekly(office, week_name(office.now.date()), narrowing=Narrowing(staff=me))
    written = hand_in(desk, office, paper, values["text"])
    stage.named["weekly-report"] = written.stored[0].record.id


USE_CASES: Mapping[str, UseCase] = {
    "desk import": _import,
    "desk forget": _forget,
    "desk give-keys": _give_keys,
    "desk take-keys": _take_keys,
    "desk hand-in": _hand_in,
}
