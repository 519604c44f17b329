"""A kind that has every sort of field, its records, and a vault that seals with tokens."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import ClassVar, Literal

from pm.model.groups import Entry, Group, PersonEntry
from pm.model.ids import Layout, random_part
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.record import Configuration, Record
from pm.model.values import Contact, Link, Personal, Place, Prose, Voice, Words
from pm.model.verbs import verb

EAST = timezone(timedelta(hours=8))
TEXTS = ["lift", "Lift 2", "电梯", "电梯异响", "100%_sure", "a!b", "Ärger", "ärger", "x"]
COLOURS = ["red", "green", "blue"]


class Owner(Group, kw_only=True):
    name: Personal[str, Contact] | None = None
    age: int | None = None


class Step(Entry, kw_only=True):
    note: Personal[Prose, Voice] | None = None
    result: Literal["good", "bad"] | None = None
    done_at: datetime | None = None


class Member(PersonEntry, kw_only=True):
    name: Personal[str, Contact]


class Thing(Record, kw_only=True):
    """A thing."""

    layout: ClassVar[Layout] = Layout.STANDING
    prefix: ClassVar[str] = "X"
    initial: ClassVar[str] = "here"
    names: ClassVar[tuple[str, ...]] = ("code",)

    code: str
    about: Prose | None = None
    colour: Literal["red", "green", "blue"] | None = None
    number: int | None = None
    price: Decimal | None = None
    fragile: bool | None = None
    seen_at: datetime | None = None
    day: date | None = None
    part_of: Link[Literal["thing"]] | None = None
    tags: list[str] = []  # noqa: RUF012  # msgspec copies a default list for each record
    name: Words | None = None
    secret: Personal[str, Voice] | None = None
    amount: Personal[int, Contact] | None = None
    home: Personal[Link[Literal["thing"]], Contact] | None = None
    phones: list[Personal[str, Contact]] = []  # noqa: RUF012  # as above
    owner: Owner | None = None
    steps: list[Step] = []  # noqa: RUF012  # as above
    members: list[Member] = []  # noqa: RUF012  # as above

    @verb("here", to="gone")
    def lose(self, act: object) -> None:
        """Lose it."""


class Shelf(Configuration, kw_only=True):
    """A shelf."""

    plural: ClassVar[str] = "shelves"

    name: Words


class Kinds:
    """The kinds of these tests, and which of them were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._kinds = {"thing": Kind("thing", Thing), "shelf": Kind("shelf", Shelf)}

    def kind(self, name: str, /) -> Kind:
        self.asked.append(name)
        return self._kinds[name]

    def kinds(self) -> Iterator[Kind]:
        yield from (self.kind(name) for name in self._kinds)


class TokenVault:
    """A vault whose disk text is a token; what it sealed it can open."""

    def __init__(self) -> None:
        self.plain: dict[tuple[Place, str], str] = {}

    def seal(self, place: Place, text: str) -> str:
        digest = sha256(f"{place}{text}".encode()).hexdigest()[:24]
        token = f"pm1.{place.scope}.1.{digest}"
        self.plain[place, token] = text
        return token

    def open(self, place: Place, disk: str) -> str | None:
        return self.plain[place, disk]


def thing(random: Random, others: list[str], vault: TokenVault) -> Tree:
    """Make a thing; each field is there or not."""
    record_id = f"X-{random_part(random)}"
    place = Place("thing", record_id, "", "voice", f"D-{random_part(random, 10)}")
    tree: Tree = {
        "id": record_id,
        "state": random.choice(["here", "gone"]),
        "data_subject": place.subject,
        "code": random.choice(TEXTS),
    }
    may: Tree = {
        "about": f"{random.choice(TEXTS)}\n{random.choice(TEXTS)}",
        "colour": random.choice(COLOURS),
        "number": str(random.randrange(-3, 12)),
        "price": f"{random.randrange(30)}.50",
        "fragile": random.choice(["yes", "no"]),
        "seen_at": datetime.fromtimestamp(random.randrange(10**6), EAST).isoformat(),
        "day": date.fromordinal(738000 + random.randrange(20)).isoformat(),
        "part_of": random.choice(others or ["X-000000"]),
        "tags": random.sample(TEXTS, 2),
        "name": {"en": random.choice(TEXTS), "zh": "架子"},
        "secret": vault.seal(place._replace(path="secret"), random.choice(TEXTS)),
        "amount": _contact(vault, place, "amount", str(random.randrange(12))),
        "home": _contact(vault, place, "home", random.choice(others or ["X-000000"])),
        "phones": [
            _contact(vault, place, f"phones[{number}]", f"138{random.randrange(3)}")
            for number in (1, 2)
        ],
        "owner": {"name": _contact(vault, place, "owner.name", "王伟"), "age": "41"},
        "steps": [_step(random, vault, place) for _ in range(random.randrange(1, 3))],
        "members": [_member(random, vault, place)],
    }
    tree.update({name: value for name, value in may.items() if random.random() < 0.6})
    return tree


def _contact(vault: TokenVault, place: Place, path: str, text: str) -> str:
    return vault.seal(place._replace(path=path, scope="contact"), text)


def _step(random: Random, vault: TokenVault, place: Place) -> Tree:
    entry = random_part(random)
    note = place._replace(path=f"steps[{entry}].note")
    return {
        "id": entry,
        "note": vault.seal(note, random.choice(TEXTS)),
        "result": random.choice(["good", "bad"]),
        "done_at": datetime.fromtimestamp(random.randrange(10**6), EAST).isoformat(),
    }


def _member(random: Random, vault: TokenVault, place: Place) -> Tree:
    entry, subject = random_part(random), f"D-{random_part(random, 10)}"
    own = place._replace(path=f"members[{entry}].name", scope="contact", subject=subject)
    return {"id": entry, "data_subject": subject, "name": vault.seal(own, random.choice(TEXTS))}


def things(count: int, vault: TokenVault, seed: int = 3) -> list[Tree]:
    """Make some things."""
    random, made = Random(seed), list[Tree]()  # noqa: S311  # repeatable on purpose
    for _ in range(count):
        made.append(thing(random, [str(tree["id"]) for tree in made], vault))
    return made


def file_of(tree: Tree) -> tuple[str, str]:
    """Give path and text of a thing; JSON is YAML."""
    record_id = str(tree["id"])
    path = f"records/things/{record_id[2:4]}/{record_id}.yaml"
    return path, json.dumps(tree, ensure_ascii=False)
