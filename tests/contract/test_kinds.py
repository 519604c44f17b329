"""Every kind keeps to what kinds promise; a planted defect of each sort is found."""

from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

import pytest

from pm.model.act import Act
from pm.model.field_types import LineType
from pm.model.groups import EntryId, Group, Id
from pm.model.ids import Layout
from pm.model.kind import Kind
from pm.model.record import Record
from pm.model.schema import schema
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import creates, verb
from pm.office import registry
from tests.contract import kind_rules as rules
from tests.contract.planted import Thing, kind_of
from tests.contract.world import every_kind

Rule: TypeAlias = Callable[[Kind], list[str]]


@pytest.mark.parametrize("name", registry.names())
@pytest.mark.parametrize("rule", rules.KIND_RULES, ids=lambda rule: rule.__name__)
def test_every_kind_keeps_its_promises(rule: Rule, name: str) -> None:
    assert rule(registry.kind(name)) == []


def test_the_kinds_of_the_house_do_not_stand_in_each_others_way() -> None:
    assert rules.problems_of_house(every_kind().values()) == []


@pytest.mark.parametrize("name", registry.names())
def test_the_summary_is_the_docstring_and_the_prefix_is_found_without_the_class(name: str) -> None:
    kind = registry.kind(name)
    assert registry.about(name) == kind.about
    assert not kind.prefix or registry.by_prefix()[kind.prefix] == name


def test_the_rules_are_tried_on_kinds_of_every_layout() -> None:
    assert {kind.layout for kind in every_kind().values()} >= {
        Layout.DATED,
        Layout.STANDING,
        Layout.CHOSEN,
        Layout.SINGLE,
    }


@pytest.mark.parametrize("rule", rules.KIND_RULES, ids=lambda rule: rule.__name__)
def test_a_kind_without_a_fault_passes(rule: Rule) -> None:
    assert rule(kind_of(Thing)) == []


class NoDocstring(Thing, kw_only=True):
    @verb("open")
    def look(self, act: Act) -> None:
        pass


class FinalIsNoState(Thing, kw_only=True):
    """A final state is misspelt."""

    final: ClassVar[tuple[str, ...]] = ("endet", "void")


class Unreachable(Thing, kw_only=True):
    """No verb leads to a source."""

    @verb("lost", to="open")
    def find(self, act: Act) -> None:
        """Find what was lost."""


class DeadEnd(Thing, kw_only=True):
    """A state has no way out."""

    void = None

    @verb("open", to="stuck")
    def stick(self, act: Act) -> None:
        """Get stuck."""


class Misnamed(Thing, kw_only=True):
    """The class names fields that are not there, and tells personal ones."""

    columns: ClassVar[tuple[str, ...]] = ("id", "colour")
    headline: ClassVar[tuple[str, ...]] = ("size", "words")
    names: ClassVar[tuple[str, ...]] = ("words", "steps")
    subject_of: ClassVar[str] = "holder"


class NeverDue(Thing, kw_only=True):
    """A list spares what makes it a list, and what is over is still due."""

    columns: ClassVar[tuple[str, ...]] = ("id", "state")
    spare: ClassVar[tuple[str, ...]] = ("state", "words")
    due_in: ClassVar[Mapping[str, tuple[str, ...]]] = {"words": ("void",)}


class PersonalSubject(Thing, kw_only=True):
    """The option that names the person is sealed, when it is asked."""

    subject_of: ClassVar[str] = "who"

    who: Personal[Link[Literal["resident"]], Voice] | None = None


class AnySubject(Thing, kw_only=True):
    """The data subject is named as it is, and who must not see it is named where all see it."""

    subject_of: ClassVar[str] = "whose"
    kept_from: ClassVar[str] = "holder"

    whose: Id | None = None


class KeptFromNobody(Thing, kw_only=True):
    """It is kept from a thing."""

    kept_from: ClassVar[str] = "words"


class Inner(Group, kw_only=True):
    name: str | None = None


class TwoNames(Thing, kw_only=True):
    """Two fields have one name, and one has none that SQL can take."""

    inner: Inner | None = None
    inner_name: str | None = None
    Size_2: str | None = None


class Lossy(LineType):
    """Loses capitals."""

    def write(self, value: str) -> str:
        return value.lower()


class LosesText(Thing, kw_only=True):
    """A field does not come back from disk."""

    remarks: Annotated[str, Lossy()] = "None"

    label: Annotated[str | None, Lossy()] = None


Lossy.sample = "ABC"


class LongPrefix(Thing, kw_only=True):
    """No id that begins so can be read."""

    prefix: ClassVar[str] = "Thing"


class Declares(Thing, kw_only=True):
    """Verbs declare what is not there."""

    @verb(
        "open",
        stamps=("seen", "steps.seen", "leaps.seen"),
        changes=["colour"],
        needs="Do It!",
        reasons="Some reasons",
        subject="says {words}",
    )
    def look(self, act: Act, words: Personal[str, Voice], at: str) -> None:
        """Look at it."""

    @verb("open")
    def speak(self, act: Act, remark: Prose, size: Literal["small", "huge"]) -> None:
        """Take what is personal as if it were clear, and a size that no field can hold."""

    @verb("open")
    def mend(self, act: Act, step: EntryId) -> None:
        """Call a step by an id that nobody is shown."""

    @creates(takes=("colour", "size"))
    def arise(self, act: Act) -> None:
        """Make one."""


class RunByTime(Thing, kw_only=True):
    """Time is to run what people run, by what says no time."""

    by_time: ClassVar[Mapping[str, str]] = {"look": "words", "leap": "size"}

    @verb("open")
    def look(self, act: Act) -> None:
        """Look at it."""


PLANTED: list[tuple[Rule, type[Record], list[str]]] = [
    (
        rules.problems_of_description,
        NoDocstring,
        ["the class has no docstring", "verb look has no docstring"],
    ),
    (
        rules.problems_of_states,
        FinalIsNoState,
        ["final state endet is no state"],
    ),
    (rules.problems_of_states, Unreachable, ["state lost cannot be reached"]),
    (
        rules.problems_of_states,
        DeadEnd,
        ["final state void is no state", "state stuck has no way out"],
    ),
    (
        rules.problems_of_names,
        Misnamed,
        [
            "column colour is no field",
            "headline words is personal",
            "name words is personal",
            "name steps is no single field",
            "subject_of holder points to staff, which is no person",
        ],
    ),
    (
        rules.problems_of_names,
        NeverDue,
        [
            "spare state is no column that a list can do without",
            "spare words is no column that a list can do without",
            "due_in words is no time",
            "due_in words waits in void, where nothing is to be done",
        ],
    ),
    (rules.problems_of_names, PersonalSubject, ["subject_of who is personal"]),
    (
        rules.problems_of_names,
        AnySubject,
        ["kept_from holder does not lie under Conduct", "kept_from holder can be edited"],
    ),
    (
        rules.problems_of_names,
        KeptFromNobody,
        ["kept_from words names no member of staff"],
    ),
    (
        rules.problems_of_labels,
        TwoNames,
        ["inner_name is the name of two fields", "Size_2 cannot be a name"],
    ),
    (rules.problems_of_disk, LosesText, ["the sample does not come back as it was"]),
    (
        rules.problems_of_disk,
        LongPrefix,
        ["no path follows from an id: 'Thing-261122-000001' is not an id"],
    ),
    (
        rules.problems_of_verbs,
        Declares,
        [
            "verb look: changes colour, which is no field",
            "verb look: stamps seen, but seen_at is no field of type time",
            "verb look: stamps seen, but seen_by is no field of type link",
            "verb look: stamps steps.seen, but seen_at is no field of type time",
            "verb look: stamps steps.seen, but seen_by is no field of type link",
            "verb look: stamps leaps.seen, but leaps is no list of entries",
            "verb look: option at is taken by pm itself",
            "verb look: 'Do It!' cannot be a capability",
            "verb look: 'Some reasons' cannot be a list of reasons",
            "verb look: the commit's subject tells 'words', which is no clear option",
            "verb speak: option remark is not of the type of its field",
            "verb speak: option size is not of the type of its field",
            "verb mend: calls an entry of steps by its id, which people do not see",
            "verb arise: takes colour, which is no field",
        ],
    ),
    (
        rules.problems_of_time,
        RunByTime,
        [
            "time runs look, which is no hidden verb without required options",
            "time runs look by words, which is no clear time or day",
            "time runs leap, which is no hidden verb without required options",
            "time runs leap by size, which is no clear time or day",
        ],
    ),
]


@pytest.mark.parametrize(
    ("rule", "record", "problems"), PLANTED, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_planted_defect_is_found(rule: Rule, record: type[Record], problems: list[str]) -> None:
    assert rule(kind_of(record)) == problems


def test_a_schema_that_leaves_something_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:

    def broken(kind: Kind) -> dict[str, object]:
        described = schema(kind)
        properties = described["properties"]
        assert isinstance(properties, dict)
        del properties["count"]
        properties["words"] = {"type": "string"}
        return {**described, "required": [], "description": ""}

    monkeypatch.setattr("tests.contract.kind_rules.schema", broken)
    assert rules.problems_of_schema(kind_of(Thing)) == [
        "the schema says not what the kind is",
        "the schema does not require what the class requires",
        "the schema has no count",
        "the schema does not say whether words is personal",
    ]


class Points(Thing, kw_only=True):
    """It points to a kind that there is not."""

    prefix: ClassVar[str] = "D"

    there: Link[Literal["nowhere"]] | None = None


def test_kinds_that_stand_in_each_others_way_are_found() -> None:
    kinds = [*every_kind().values(), Kind("one", Thing), Kind("two", Thing), Kind("point", Points)]
    assert rules.problems_of_house(kinds) == [
        "point: ids of data subjects begin like D-",
        "point: there points to nowhere, which is no kind",
        "prefix X belongs to two kinds",
    ]
