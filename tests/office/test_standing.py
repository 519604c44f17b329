"""What is due is found at an open desk too: what was not written yet counts as if it were."""

from pathlib import Path

from pm.index.filters import Filter, Operator
from pm.office import registry
from pm.office.desk import Command, Desk, at_desk
from pm.office.environment import Environment
from pm.office.office import Office
from pm.office.performing import Circumstances
from pm.office.standing import OpenDesk
from pm.office.ticking import due_by_now, tick_at
from tests.cli.running import Shell

NOW = "2026-11-22T09:15:00+08:00"
LATER = "2026-11-30T09:15:00+08:00"


def opened(folder: Path, now: str = NOW) -> Office:
    """Open an office at a time."""
    return Office.open(folder, Environment({"PM_NOW": now, "PM_SEED": "1"}))


def typed(desk: Desk, office: Office, verb: str, *records: str, **values: str) -> str:
    """Let the manager do something with a task; give its id."""
    me = office.acting_staff(desk.entering())
    command = Command(registry.kind("task"), verb, values, Circumstances(), records)
    return desk.act(me, command).stored[0].record.id


def found(office: Office, desk: Desk, state: str, day: str) -> set[str]:
    """Give the tasks in a state that are due before a day."""
    filters = [
        Filter("state", Operator.ANY_OF, (state,)),
        Filter("due", Operator.BETWEEN, (None, day)),
    ]
    rows = OpenDesk(office, desk).select(registry.kind("task"), filters, columns=["id", "state"])
    assert {row[1] for row in rows.rows} <= {state}
    return {str(row[0]) for row in rows.rows}


def test_a_record_counts_from_its_act_on_and_as_the_last_act_left_it(office: Shell) -> None:
    here = opened(office.folder)
    with at_desk(here) as desk:
        first = typed(desk, here, "new", title="one", post="technician", due="2026-11-24")
    with at_desk(here) as desk:
        second = typed(desk, here, "new", title="two", post="technician", due="2026-11-25")
        assert found(here, desk, "to-do", "2026-11-25") == {first}
        assert found(here, desk, "to-do", "2026-11-26") == {first, second}
        typed(desk, here, "finish", first)
        assert found(here, desk, "to-do", "2026-11-26") == {second}
        assert found(here, desk, "done", "2026-11-26") == {first}
    here.close()


def test_a_tick_at_an_open_desk_does_what_one_does_that_opens_its_own(office: Shell) -> None:
    here = opened(office.folder)
    with at_desk(here) as desk:
        task = typed(desk, here, "new", title="one", post="technician", due="2026-11-24")
    here.close()
    later = opened(office.folder, LATER)
    with at_desk(later) as desk:
        due = due_by_now(OpenDesk(later, desk))
        assert {one.id for one in due.waiting} == {task}
        ticked = tick_at(desk, due)
        assert task in {one.deed.record for one in ticked.done}
        assert not due_by_now(OpenDesk(later, desk))
    later.close()
    assert office.done("tick", PM_NOW=LATER).out.count(task) <= 1
    assert office.done("task", "list", "--state", "overdue", "--json").records[0]["id"] == task
