"""The chains of states that the domain draws, and that no kind is a bare list nobody reads."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pm.model.fields import Field
from pm.model.kind import Kind
from pm.office import registry

ROOT = Path(__file__).parents[2] / "pm"

CHAINS = {
    "ticket": [
        "received triaged assigned accepted arrived in-progress awaiting-visit solved closed",
        "in-progress paused in-progress",
        "received external",
        "received void",
        "closed triaged",
        "awaiting-visit triaged",
        "triaged closed",
        "received duplicate",
        "received withdrawn",
    ],
    "incident": ["open assigned accepted arrived solved"],
    "inspection": ["in-progress submitted reviewed"],
    "rectification": ["issued in-progress submitted closed", "submitted rejected in-progress"],
    "resident": ["registered moved-out archived forgotten"],
    "unit": [
        "unsold undelivered bare renovating occupied vacant let vacant",
        "occupied renovating occupied",
    ],
    "duty": ["draft published carried-out"],
    "shift": ["on-duty handed-over closed"],
    "answer": ["in-force expired"],
    "order": ["issued in-hand finished"],
    "plan": ["active retired active"],
    "task": ["to-do done", "to-do overdue done", "to-do excused", "to-do to-sign done"],
    "consent": ["given withdrawn"],
    "dossier_loan": ["lent returned", "lent overdue returned"],
    "policy": ["draft adopted"],
}
"""The chains of DOMAIN 4.1 for the kinds that there are, in the words of their classes.

Of a ticket 已完成 and 待回访 are one step: when it is solved it is known whether a visit is owed.
"""

READ_BY = {
    "disclosure": "pm/office/person_export.py",
    "privacy_notice": "pm/office/person_export.py",
}
"""Kinds that are read with all that points to a resident, and the file that does."""


def steps() -> Iterator[tuple[str, str, str]]:
    for name, chains in CHAINS.items():
        for chain in chains:
            for source, target in pairwise(chain.split()):
                yield name, source, target


@pytest.mark.parametrize(("name", "source", "target"), list(steps()))
def test_every_step_of_a_chain_has_its_verb(name: str, source: str, target: str) -> None:
    kind = registry.kind(name)
    leading = [
        verb.name
        for verb in kind.verbs.values()
        if not verb.creates and verb.starts_from(source, kind.final) and target in verb.targets
    ]
    assert leading, f"no verb of {name} leads from {source} to {target}"


def links_of(kind: Kind) -> set[str]:
    """Give the kinds to which the fields and options of a kind point."""
    options = (option for verb in kind.verbs.values() for option in kind.offered(verb))
    return {noun for field in (*kind.fields, *options) for noun in _links(field)}


def _links(field: Field) -> Iterator[str]:
    if field.form is not None:
        yield from field.form.links()
    for inner in field.fields:
        yield from _links(inner)


def readers_of(name: str) -> set[str]:
    """Give what reads a kind besides itself: other kinds, and files of other commands."""
    linked = {
        kind.name for kind in registry.kinds() if kind.name != name and name in links_of(kind)
    }
    asked = re.compile(rf"""["']{name}["']|(?:FROM|JOIN) {name}\b""")
    own = {f"kinds/{name}", f"kinds/{name}.py", f"cli/commands/{name}"}
    files = {
        path.relative_to(ROOT).as_posix()
        for room in ("kinds", "office", "reports", "cli")
        for path in (ROOT / room).rglob("*.py")
        if asked.search(path.read_text(encoding="utf-8"))
    }
    return linked | {file for file in files if not any(file.startswith(one) for one in own)}


@pytest.mark.parametrize("name", registry.names())
def test_no_kind_is_a_list_that_nothing_uses(name: str) -> None:
    assert readers_of(name) or (ROOT.parent / READ_BY.get(name, "")).is_file()
