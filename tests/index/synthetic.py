"""Offices of any size for tests of the index: made by ``git fast-import``, nothing typed."""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

from pm.model.act import Deed
from pm.model.grammar import compose, mail_of
from pm.model.ids import Layout, new_id, path_of
from pm.model.times import write_time

EAST = timezone(timedelta(hours=8))
START = datetime(2024, 1, 1, 8, tzinfo=EAST)
STAFF = [f"E-STAF{number:02d}" for number in range(20)]
CATEGORIES = ["lift", "water", "noise", "parking", "cleaning", "power"]
WHERE = ["电梯", "水管", "地下车库", "楼道灯", "门禁", "Lobby door"]
WHAT = ["异响", "漏水", "不亮", "被堵", "很脏", "is broken"]


def ticket(random: Random, number: int) -> tuple[str, str, datetime]:
    """Make a ticket of some thirty lines: its id, its text and its time."""
    received = START + timedelta(minutes=7 * number)
    record_id = new_id(Layout.DATED, "T", received.date(), random)
    state = random.choice(["received", "triaged", "assigned", "closed", "closed", "closed"])
    staff = random.choice(STAFF)
    lines = [
        f"id: {record_id}",
        f"state: {state}",
        f"data_subject: D-{random.getrandbits(50):010d}"[:26],
        f"type: {random.choice(['repair', 'complaint', 'inquiry', 'report'])}",
        f"channel: {random.choice(['phone', 'visit', 'online'])}",
        f"title: {random.choice(WHERE)}{random.choice(WHAT)} {number}",
        f"description: 住户来电反映{random.choice(WHERE)}{random.choice(WHAT)}，请尽快派人处理。",
        "caller:",
        f"  name: 王{random.choice('伟芳娜敏静')}",
        f"  phone: '138{random.randrange(10**8):08d}'",
        "  capacity: owner",
        "  unit_absent: unknown",
        "building: b1",
        "grid: g1",
        f"category: {random.choice(CATEGORIES)}",
        f"urgency: {random.choice(['urgent', 'ordinary'])}",
        f"due: {_quoted(received + timedelta(hours=48))}",
        f"received_at: {_quoted(received)}",
        f"received_by: {staff}",
        "validity: valid",
        f"triaged_at: {_quoted(received + timedelta(minutes=9))}",
        f"triaged_by: {staff}",
        f"assignee: {random.choice(STAFF)}",
        f"assigned_at: {_quoted(received + timedelta(minutes=20))}",
        f"assigned_by: {staff}",
    ]
    if state == "closed":
        lines += [
            "solutions:",
            f"  - id: S{random.getrandbits(20):07d}",
            "    outcome: fixed",
            "    measures: 已更换并试运行",
            f"    solved_at: {_quoted(received + timedelta(hours=random.randrange(1, 80)))}",
            f"    solved_by: {staff}",
            f"    closed_at: {_quoted(received + timedelta(hours=90))}",
            f"    closed_by: {staff}",
        ]
    return record_id, "\n".join(lines) + "\n", received


def _quoted(time: datetime) -> str:
    return f"'{write_time(time)}'"


def deed(record_id: str, verb: str, at: datetime, by: str) -> Deed:
    """Make what an act did to a ticket."""
    source = "" if verb == "new" else "received"
    return Deed("ticket", record_id, verb, source, "received", by, at, None, None, verb)


class Office:
    """A repository with tickets in it."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Clerk")
        self.git("config", "user.email", "clerk@example.org")
        self.random = Random(7)  # noqa: S311  # repeatable on purpose
        self.made = 0
        self.ids: list[str] = []

    def git(self, *arguments: str, send: bytes | None = None) -> str:
        """Run git."""
        answer = subprocess.run(
            ("git", *arguments), cwd=self.folder, input=send, capture_output=True, check=True
        )
        return answer.stdout.decode("utf-8").strip()

    def fill(self, records: int, acts: int | None = None) -> None:
        """Put tickets in, one act each, and one bulk act for what goes beyond ``acts``."""
        single = records if acts is None else min(records, acts)
        parent = self.git("for-each-ref", "--format=%(objectname)", "refs/heads/main")
        self.git(
            "fast-import",
            "--quiet",
            "--force",
            send=b"".join(self._stream(records, single, parent)),
        )
        self.git("reset", "-q", "--hard", "main")

    def _stream(self, records: int, single: int, parent: str) -> Iterator[bytes]:
        origin = f"from {parent}\n".encode() if parent else b""
        for _ in range(single):
            record_id, text, at = self._next()
            by = self.random.choice(STAFF)
            message = compose([deed(record_id, "new", at, by)], at)
            yield _commit(by, at, message) + origin + _file(record_id, text)
            origin = b""
        if records == single:
            return
        made = [self._next() for _ in range(records - single)]
        at = made[-1][2]
        deeds = [deed(record_id, "import", at, STAFF[0]) for record_id, _, _ in made]
        yield _commit(STAFF[0], at, compose(deeds, at, bulk="oldsystem")) + origin
        for record_id, text, _ in made:
            yield _file(record_id, text)

    def _next(self) -> tuple[str, str, datetime]:
        self.made += 1
        found = ticket(self.random, self.made)
        self.ids.append(found[0])
        return found

    def path(self, record_id: str) -> Path:
        """Give the file of a ticket."""
        return self.folder / path_of(Layout.DATED, "tickets", record_id)

    def write(self, path: str, text: str) -> None:
        """Write a file by hand."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(os.fsencode(text))

    def commit(self, message: str) -> str:
        """Commit all that was written by hand."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


def _commit(by: str, at: datetime, message: str) -> bytes:
    seconds = int(at.astimezone(UTC).timestamp())
    who = f"Staff {by[-2:]} <{mail_of(by)}> {seconds} +0800"
    data = message.encode()
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {len(data)}\n"
    return head.encode() + data + b"\n"


def _file(record_id: str, text: str) -> bytes:
    data = text.encode()
    path = path_of(Layout.DATED, "tickets", record_id)
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
