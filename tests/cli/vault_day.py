"""A day of work with canaries, which come in by every way, right or wrong."""

from collections.abc import Callable

from tests.cli.canary import CANARIES, told
from tests.cli.running import Answer
from tests.cli.vaults import (
    DESK,
    GUARD,
    MANAGER,
    SECOND,
    TECHNICIAN,
    Step,
    World,
    file_of,
    new_id,
    new_resident,
    new_ticket,
)

MAP = """\
id: old
state: active
data_subject: office
name:
  en: Old system
key: Number
times:
  - '%Y-%m-%d %H:%M'
fields:
  - field: type
    value: repair
  - field: channel
    value: phone
  - field: title
    columns:
      - Title
  - field: caller_name
    columns:
      - Name
  - field: caller_phone
    columns:
      - Phone
  - field: received_at
    columns:
      - Received
kept:
  - Note
"""
OF_PERSON = ("name", "phone", "id number", "plate", "debt")
"""The canaries that nobody sees whole unless he asks for them and says why."""
C = CANARIES
_QUERY = f"SELECT id FROM resident WHERE name = '{C['name']}'"  # noqa: S608  # nobody's name


class Day:
    """The work of one day; after each command everything is looked through."""

    def __init__(self, world: World) -> None:
        """Take the office."""
        self.world = world
        self.leaks: list[str] = []
        self.resident = self.stranger = self.ticket = self.complaint = ""
        self.masked: list[Step] = []
        """What a manager read who did not ask for more."""
        self.blind: list[Step] = []
        """What people read who hold no key here."""

    def run(self, *words: str, who: str = MANAGER, code: int = 0, typed: str = "") -> Answer:
        """Run a command, see that it ends as it must, and look for canaries."""
        answer = self.world.watched(who).pm(*words, typed=typed)
        assert answer.code == code, f"{who}: pm {' '.join(words)}: {answer.told}"
        self.look(" ".join(words))
        return answer

    def look(self, after: str) -> None:
        """Look for canaries, and remember after what they were found."""
        found = self.world.leaks()
        if found:
            self.leaks.append(f"after {after}: {told(found)}")

    def made(self, make: Callable[..., str], *words: str, who: str = MANAGER) -> str:
        """Make a record and look for canaries."""
        made = make(self.world.watched(who), *words)
        self.look(make.__name__)
        return made

    # -- the hours --------------------------------------------------------------------------------

    def whole(self) -> None:
        """Live through all of it."""
        for hour in (
            *(self.open_files, self.take_up, self.go_wrong, self.solve, self.edit_by_hand),
            *(self.bring_in, self.leave_papers, self.export, self.read, self.read_without_key),
            *(self.change_keys, self.copy, self.forget),
        ):
            hour()

    def open_files(self) -> None:
        """Open a resident's file in every way in which a value can be typed."""
        name = self.world.file("name.txt", f"{C['name in English']}\n")
        self.resident = self.made(new_resident, "--debt", C["debt"], who=MANAGER)
        words = ("resident", "new", "--name", f"@{name}", "--phone", "-", "--json")
        self.stranger = new_id(self.run(*words, typed=C["another phone"]))
        self.run("resident", "new", "--name", C["name"], "--dry-run")
        self.run("undo")
        member = ("--member-name", C["name in English"], "--member-phone", C["another phone"])
        self.run("resident", "add-member", self.resident, *member, "--note", C["note"], who=DESK)
        contact = ("--contact-name", C["name in English"], "--contact-phone", "-")
        self.run(
            *("resident", "add-contact", self.resident, *contact, "--relation", "friend"),
            typed=C["another phone"],
        )
        self.run("resident", "edit", self.resident, "--special-needs", C["needs"] + "。", who=DESK)

    def take_up(self) -> None:
        """Take up a repair, and a complaint about a colleague."""
        self.ticket = self.made(new_ticket, self.resident, who=DESK)
        self.complaint = new_id(
            self.run(
                *("ticket", "new", "--type", "complaint", "--channel", "visit", "--about", DESK),
                *("--title", C["opinion"], "--description", C["opinion"]),
                *("--request", C["request"], "--caller-name", C["name"]),
                *("--caller-phone", C["phone"], "--caller-unit", "3-1-402", "--json"),
            )
        )
        self.run(
            *("new", "--type", "report", "--channel", "phone", "--title", "-"),
            typed=f"{C['title']}\n",
        )

    def go_wrong(self) -> None:
        """Do what is refused: wrong values, guards, plain words where all can read them."""
        self.run("resident", "new", "--name", C["name"], "--since", C["phone"], code=12)
        self.run("resident", "new", "--name", C["name"], "--unit", C["title"], code=12)
        self.run("resident", "show", C["name"] * 2, code=10)
        self.run("resident", "new", "--name", C["name in English"])
        self.run("resident", "show", C["name in English"], code=11)
        who = ("--caller-resident", C["name in English"][:3])
        self.run("ticket", "edit", self.ticket, *who, code=11)
        self.run(
            "ticket", "new", "--type", C["name"], "--channel", "phone", "--title", "x", code=12
        )
        self.run("ticket", "solve", self.ticket, "--measures", C["measures"], code=2)
        self.run(*_solving(self.ticket), code=13)
        self.run("category", "new", "birds", "--name-en", f"of {C['phone']}", code=12)
        self.run("category", "new", C["phone"], "--name-en", "birds", code=12)
        self.run("unit", "new", "--code", C["plate"], "--building", "three", code=12)
        self.run("resident", "edit", self.resident, "--colour", C["name"], code=2)
        self.run("resident", "new", "--name", C["name"], who=GUARD, code=13)
        self.run("resident", "edit", self.resident, "--name", C["name"], who=TECHNICIAN, code=13)
        self.run("ticket", "new", "--type", "repair", "--title", C["title"], who="x", code=10)
        self.run("sql", _QUERY.replace("id", "nothing"), code=12)
        self.run(C["name"], code=2)
        self.run("ticket", "list", "--caller-phone", "@nowhere", code=10)

    def solve(self) -> None:
        """Bring the repair to its end."""
        self.run("ticket", "triage", self.ticket, "--validity", "valid", who=DESK)
        self.run("ticket", "assign", self.ticket, "--assignee", TECHNICIAN, who=DESK)
        self.run("ticket", "accept", self.ticket, who=TECHNICIAN)
        self.run(*_solving(self.ticket), who=TECHNICIAN)
        self.run("undo", who=TECHNICIAN)
        self.run(*_solving(self.ticket), who=TECHNICIAN)
        self.run("call", self.ticket, "--score", "satisfied", "--opinion", C["opinion"], who=DESK)
        self.run("ticket", "reclock", "--all")
        self.run("tick")
        self.run("ticket", "edit", self.complaint, "--request", C["request"] + "！")

    def edit_by_hand(self) -> None:
        """Type plain text into a file: it is refused, tried, recorded; a damaged file as well."""
        path = file_of(self.world, self.resident)
        good = path.read_text(encoding="utf-8")
        path.write_text(_with(good, "name", C["name in English"]), encoding="utf-8")
        self.world.scanner.leaks(self.world.office / "records")  # typed there by the clerk himself
        for words in (("status",), ("diff",), ("commit", "--dry-run")):
            self.run(*words)
        self.run("resident", "edit", self.resident, "--debt", "1.00", code=15)
        self.run("check")
        self.run("commit", str(path), "--by", DESK)
        path.write_text(good.replace("capacity:", f"{C['name']}:") + f": [{C['phone']}", "utf-8")
        self.world.scanner.leaks(self.world.office / "records")
        for words, code in ((("status",), 0), (("commit",), 12), (("diff",), 0), (("check",), 0)):
            self.run(*words, code=code)
        self.world.desk().git("checkout", "--", str(path))
        self.look("a file brought back")

    def bring_in(self) -> None:
        """Import a file of an old system; some of its rows are wrong."""
        lines = [
            "Number,Title,Name,Phone,Received,Note",
            f"1,{C['title']},{C['name']},{C['phone']},2026-11-02 09:00,{C['note']}",
            f"2,{C['title']},{C['name']},{C['phone']},{C['phone']},{C['note']}",
            f"{C['plate']},{C['title']},{C['name']},{C['phone']},2026-11-02 09:00,{C['note']}",
        ]
        file = self.world.file("old.csv", "\n".join(lines) + "\n")
        mapped = self.world.file("old.yaml", MAP)
        self.run("import", file, "--map", mapped, "--dry-run", code=3)
        self.run("import", file, "--map", mapped, code=3)
        right = self.world.file("right.csv", "\n".join(lines[:2]) + "\n")
        self.run("import", right, "--map", mapped)

    def leave_papers(self) -> None:
        """Note consents, disclosures and holds."""
        of = ("--resident", self.resident)
        minor = ("--how", "written", "--minor", "yes", "--guardian", C["name"])
        day = ("--given-on", "2026-11-20")
        self.run("consent", "new", *of, "--allows", C["description"], *minor, *day)
        told_to = ("--recipient", C["name in English"], "--basis", "law", "--items", C["note"])
        self.run("disclosure", "new", *of, *told_to, *day)
        held = new_id(
            self.run("hold", "new", *of, "--basis", "claim", "--note", C["note"], "--json")
        )
        self.run("resident", "forget", self.resident, code=13)
        self.run("hold", "lift", held)

    def export(self) -> None:
        """Ask for many records at once."""
        asked = ("export", "new", "--noun", "resident", "--purpose", "audit")
        export = new_id(self.run(*asked, "--filters", f"phone={C['phone']}", "--json"))
        self.run("export", "approve", export, code=13)
        self.run("export", "approve", export, who=SECOND)
        taken = self.world.beside / "taken.csv"
        self.run("export", "write", export, "-o", str(taken))
        assert C["phone"] in taken.read_text("utf-8-sig")
        taken = self.world.beside / "taken.json"
        self.run("resident", "export", self.resident, "-o", str(taken))
        assert C["phone"] in taken.read_text("utf-8")

    def read(self) -> None:
        """Read in every way."""
        for words in self.readers():
            answer = self.world.watched().pm(*words, typed=C["title"])
            assert answer.code == 0, f"pm {' '.join(words)}: {answer.told}"
            self.masked.append(Step(MANAGER, words, answer))
        self.look("reading")

    def readers(self) -> list[tuple[str, ...]]:
        """Give every way of reading that needs no purpose."""
        records = [
            ("resident", self.resident),
            ("ticket", self.ticket),
            ("ticket", self.complaint),
        ]
        of_one = [
            (noun, what, record, *form)
            for noun, record in records
            for what in ("show", "log")
            for form in ((), ("--json",))
        ]
        filters = [
            ("resident", "list", "--name", C["name"]),
            ("resident", "list", "--phone", C["phone"], "--format", "csv"),
            ("ticket", "list", "--title", "-"),
            ("ticket", "list", "--sort", "title", "--format", "jsonl"),
            ("ticket", "list", "--unit", "3-1-402", "--json"),
        ]
        return [
            *of_one,
            *(("resident", "show", C[said]) for said in ("phone", "plate")),
            *((noun, "list", *form) for noun in NOUNS for form in ((), ("--json",))),
            *filters,
            *(("find", text) for text in C.values()),
            *(("who", C[name]) for name in ("phone", "plate")),
            ("new", "repair", C["phone"], "-m", C["opinion"], "--channel", "phone", "--dry-run"),
            ("show", self.ticket),
            ("log",),
            ("log", "--json"),
            ("status",),
            ("diff",),
            ("diff", "HEAD~3"),
            ("report", "weekly"),
            ("report", "summary", "--from", "2026-11-01", "--to", "2026-11-30", "--json"),
            ("sql", "SELECT * FROM resident"),
            ("sql", _QUERY),
            ("check",),
            ("check", "--history"),
            ("retention", "due"),
            ("today",),
            ("today", "--json"),
            ("call",),
            ("ticket", "clock", self.ticket, self.complaint),
            ("answer", "find", "water"),
            ("duty", "on-call"),
            ("grid", "load"),
            ("plan", "due"),
            ("resident", "completeness", "--json"),
            ("staff", "certificates"),
            ("task", "mine"),
            ("textconv", str(file_of(self.world, self.resident))),
        ]

    def read_without_key(self) -> None:
        """Read as somebody who holds no key, and as nobody."""
        self.world.desk().git("config", "--unset", "pm.staff")
        nowhere = str(self.world.seen / "nobody")
        for who, home in ((GUARD, ""), ("", ""), (MANAGER, nowhere)):
            elsewhere = {"HOME": home} if home else {}
            for words in self.readers():
                answer = self.world.watched(who).pm(*words, **elsewhere)
                self.blind.append(Step(who, words, answer))
        self.look("reading without a key")

    def change_keys(self) -> None:
        """Give, renew and take keys, and go through other commands of the vault."""
        world = self.world
        recovery = f"@{world.beside / 'recovery.txt'}"
        for words in (
            ("vault", "status"),
            ("vault", "lock"),
            ("vault", "identity"),
            ("vault", "add", DESK),
            ("vault", "rotate"),
            ("vault", "recover", "--drill", "--key", recovery),
            ("vault", "recover", SECOND, "--key", recovery),
            ("vault", "remove", SECOND),
        ):
            self.run(*words)
        self.run("vault", "unlock", code=2, typed=C["name"])
        self.run("vault", "init", "--into", str(world.seen / "other"), code=15)

    def forget(self) -> None:
        """Forget somebody, and print the certificate."""
        told_ = self.run("resident", "forget", self.stranger, "--json").json
        self.run("erasure", "certificate", str(told_["erasure"]))
        self.run("check")

    def copy(self) -> None:
        """Copy the office, and bring both keyrings together."""
        copy = self.world.seen / "copy"
        self.run("clone", str(self.world.office), str(copy))
        desk = self.world.desk(folder=copy)
        desk.pm("resident", "list")
        desk.done("vault", "sync", str(self.world.office))
        new_resident(desk)
        desk.done("vault", "sync")
        self.look("sync")


NOUNS = ("resident", "ticket", "consent", "disclosure", "hold", "export", "access")


def _solving(ticket: str) -> tuple[str, ...]:
    return ("ticket", "solve", ticket, "--outcome", "fixed", "--measures", C["measures"])


def _with(text: str, field: str, plain: str) -> str:
    """Type a plain text into a field of a record."""
    return "".join(
        f"{field}: {plain}\n" if line.startswith(f"{field}:") else line
        for line in text.splitlines(keepends=True)
    )


def a_day(world: World) -> Day:
    """Live through a day."""
    day = Day(world)
    day.whole()
    return day
