"""A checklist: what an inspection looks at, in versions."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.checklist.parts import Item, Method
from pm.model.act import Act, Missing
from pm.model.groups import EntryId
from pm.model.number_types import Percent, Weight
from pm.model.quality import Extent, Level
from pm.model.record import Configuration
from pm.model.values import Link, Words
from pm.model.verbs import verb

ITEM = mark("the id of the item, as the checklist shows it")
EDIT = "checklist.edit"


def names_an_item(checklist: "Checklist", act: Act) -> Sequence[Missing]:
    """What is changed or dropped is an item that stands on the list."""
    if act.before is None or getattr(act.before, "items", None) != checklist.items:
        return []
    return [
        Missing(mark("an item of the list (--item ID; pm checklist show {id})", id=checklist.id))
    ]


class Checklist(Configuration, kw_only=True):
    """A checklist: what an inspection looks at, how, and when it is passed (S-141, S-142).

    Every change of its items makes a new version; an inspection keeps the one it began with.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "level",
        "extent",
        "department",
        "pass_score",
        "version",
    )
    spare: ClassVar[tuple[str, ...]] = ("version", "extent")

    name: Words
    level: Annotated[Level, mark("how often it is due")]
    extent: Annotated[Extent, mark("whether it looks at one thing, at all, or at one topic")]
    department: Annotated[
        Link[Literal["department"]] | None, mark("the department that answers for what is found")
    ] = None
    pass_score: Annotated[Percent, mark("the total from which an inspection is passed")] = 90
    item_pass_score: Annotated[Percent, mark("the score from which an item is passed")] = 60
    least_sample: Annotated[
        Percent | None, mark("the share that must be looked at, in per cent")
    ] = None
    version: int = 1
    items: list[Item] = []

    def in_force(self, version: int | None) -> list[Item]:
        """Give the items of a version, in their order."""
        return [item for item in self.items if item.stands_in(version)]

    @verb("active", needs=EDIT, changes=["items", "version"])
    def add_item(  # what an item has
        self,
        act: Act,
        item_name: Words,
        criterion: Annotated[Words | None, mark("what it must be like")] = None,
        method: Annotated[Method | None, mark("how it is checked")] = None,
        weight: Weight | None = None,
        veto: Annotated[bool | None, mark("whether the whole inspection fails with it")] = None,
        needs_evidence: Annotated[
            bool | None, mark("whether a photo or a paper must show it")
        ] = None,
        standard: Link[Literal["standard"]] | None = None,
    ) -> None:
        """Add an item to the checklist."""
        self.version += 1
        item = Item(id=self._new_id(act), name=item_name, since_version=self.version)
        self.items.append(
            _with(
                item,
                criterion=criterion,
                method=method,
                weight=weight,
                veto=veto,
                needs_evidence=needs_evidence,
                standard=standard,
            )
        )

    @verb("active", needs=EDIT, changes=["items", "version"], guards=[names_an_item])
    def change_item(  # what an item has
        self,
        act: Act,
        item: Annotated[EntryId, ITEM],
        item_name: Words | None = None,
        criterion: Annotated[Words | None, mark("what it must be like")] = None,
        method: Annotated[Method | None, mark("how it is checked")] = None,
        weight: Weight | None = None,
        veto: Annotated[bool | None, mark("whether the whole inspection fails with it")] = None,
        needs_evidence: Annotated[
            bool | None, mark("whether a photo or a paper must show it")
        ] = None,
        standard: Link[Literal["standard"]] | None = None,
    ) -> None:
        """Put another item in the place of one; inspections before keep the old one."""
        old = self._retire(item)
        if old is None:
            return
        fresh = Item(
            id=self._new_id(act),
            name=_merged(old.name, item_name),
            criterion=_merged(old.criterion, criterion),
            method=old.method,
            weight=old.weight,
            veto=old.veto,
            needs_evidence=old.needs_evidence,
            standard=old.standard,
            since_version=self.version,
        )
        changed = _with(
            fresh,
            method=method,
            weight=weight,
            veto=veto,
            needs_evidence=needs_evidence,
            standard=standard,
        )
        self.items.insert(self.items.index(old) + 1, changed)

    @verb("active", needs=EDIT, changes=["items", "version"], guards=[names_an_item])
    def drop_item(self, act: Act, item: Annotated[EntryId, ITEM]) -> None:
        """Take an item off the list; inspections before keep it."""
        self._retire(item)

    def _new_id(self, act: Act) -> str:
        """Draw an id that no item has or had."""
        taken = {item.id for item in self.items}
        while (drawn := act.new_entry_id()) in taken:
            pass
        return drawn

    def _retire(self, item: str) -> Item | None:
        """End an item of the present version with it; none where there is no such item."""
        for old in self.in_force(self.version):
            if old.id == item:
                old.until_version = self.version
                self.version += 1
                return old
        return None


def _with(item: Item, **values: object) -> Item:
    """Put into an item what was given."""
    for name, value in values.items():
        if value is not None:
            setattr(item, name, value)
    return item


def _merged(old: Words | None, new: Words | None) -> Words:
    """Give words with those languages in place of the old ones that were given."""
    before, after = old or Words(), new or Words()
    return Words(en=after.en or before.en, zh=after.zh or before.zh)
