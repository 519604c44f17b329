"""Made-up tickets: each with its whole life, act by act, repeatable to the byte."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from pm.model.act import Deed
from pm.model.ids import Layout, new_id, new_subject, path_of, random_part
from pm.model.node import Tree
from pm.model.times import write_time
from pm.store.yaml_writing import write_tree

OPEN = 0.05
"""The part of all tickets that is not closed yet."""

TYPES = ("repair", "complaint", "inquiry", "report")
CHANNELS = ("phone", "visit", "online")
CATEGORIES = ("lifts", "water", "noise", "parking", "cleaning", "electricity")
PLACES = ("电梯", "水管", "地下车库", "楼道灯", "门禁", "Lobby door")
TROUBLES = ("异响", "漏水", "不亮", "被堵", "很脏", "is broken")
WORD = "电梯"
"""What some of the tickets speak of, and a search finds."""

ACTS = ("new", "triage", "assign", "accept", "solve", "close")
STATES = ("received", "triaged", "assigned", "accepted", "solved", "closed")


class Stage(NamedTuple):
    """A ticket right after one act of its life."""

    deed: Deed
    path: str
    data: bytes

    def imported(self) -> Deed:
        """Give the deed of the import that would have brought it in as it is now."""
        target = self.deed.target
        return self.deed._replace(verb="import", source="", subject=f"import to {target}")


class Tickets:
    """A source of tickets, one after the other in time."""

    def __init__(self, staff: str, first: datetime, step: timedelta, seed: int) -> None:
        """Take who does everything, and when the tickets come in."""
        self.staff = staff
        self.random = Random(seed)  # noqa: S311  # repeatable on purpose
        self._at = first
        self._step = step

    def lives(self, count: int) -> Iterator[list[Stage]]:
        """Give the stages of some more tickets; the last stage is how each stands today."""
        for _ in range(count):
            self._at += self._step
            last = len(ACTS)
            if self.random.random() < OPEN:
                last = self.random.randrange(1, last)
            yield list(self._life(self._at, last))

    def _life(self, at: datetime, last: int) -> Iterator[Stage]:
        record_id = new_id(Layout.DATED, "T", at.date(), self.random)
        path = path_of(Layout.DATED, "tickets", record_id)
        tree = self._received(record_id, at)
        before = ""
        for verb, state in list(zip(ACTS, STATES, strict=True))[:last]:
            if before:
                at += timedelta(minutes=self.random.randrange(5, 600))
                tree = self._further(tree, verb, at)
            tree["state"] = state
            words = "new repair" if verb == "new" else verb
            deed = Deed("ticket", record_id, verb, before, state, self.staff, at, None, None, words)
            yield Stage(deed, path, write_tree(tree))
            before = state

    def _received(self, record_id: str, at: datetime) -> Tree:
        choice = self.random.choice
        return {
            "id": record_id,
            "state": "received",
            "data_subject": new_subject(self.random),
            "type": choice(TYPES),
            "channel": choice(CHANNELS),
            "title": f"{choice(PLACES)}{choice(TROUBLES)}",
            "description": f"住户来电反映{choice(PLACES)}{choice(TROUBLES)}, 请尽快派人处理",
            "caller": {
                "name": f"王{choice('伟芳娜敏静')}",
                "phone": f"138{self.random.randrange(10**8):08d}",
                "capacity": "owner",
                "unit_absent": "unknown",
            },
            "category": choice(CATEGORIES),
            "urgency": choice(("urgent", "ordinary")),
            "due": write_time(at + timedelta(hours=48)),
            "received_at": write_time(at),
            "received_by": self.staff,
        }

    def _further(self, tree: Tree, verb: str, at: datetime) -> Tree:
        """Write into a ticket what one act leaves there."""
        time = write_time(at)
        if verb == "triage":
            return tree | {"validity": "valid", "triaged_at": time, "triaged_by": self.staff}
        if verb == "assign":
            return tree | {
                "assignee": self.staff,
                "assigned_at": time,
                "assigned_by": self.staff,
            }
        if verb == "accept":
            return tree | {"accepted_at": time, "accepted_by": self.staff}
        if verb == "solve":
            solution: Tree = {
                "id": random_part(self.random),
                "outcome": "fixed",
                "measures": "已更换并试运行",
                "solved_at": time,
                "solved_by": self.staff,
            }
            return tree | {"solutions": [solution]}
        solutions = tree["solutions"]
        assert isinstance(solutions, list)
        last = solutions[-1]
        assert isinstance(last, dict)
        return tree | {"solutions": [last | {"closed_at": time, "closed_by": self.staff}]}
