"""A kind as a value, and its verbs: everything is read from the class, half kinds are refused."""

from types import SimpleNamespace
from typing import Any, ClassVar, Literal

import pytest

from pm.model.act import Act
from pm.model.ids import Layout
from pm.model.kind import Kind, kind_class
from pm.model.labels import summary
from pm.model.record import Configuration, Record
from pm.model.values import Link, Personal, Voice
from pm.model.verbs import Verb, creates, verb
from pm.office import registry
from tests.model.case import CASE, Case, case


def test_calling_a_verb_on_a_record_raises() -> None:
    record: Any = case()
    for name in ("new", "edit", "void", "end", "import_"):
        with pytest.raises(TypeError, match="only the transition function runs it"):
            getattr(record, name)()


def test_a_verb_is_not_replaced_on_a_record() -> None:
    record: Any = case()
    with pytest.raises(TypeError, match="end is a verb and no field"):
        record.end = lambda: None
    assert isinstance(Case.end, Verb)


def test_a_kind_whose_ids_are_made_needs_a_prefix() -> None:
    class Half(Record, kw_only=True):
        initial: ClassVar[str] = "open"

    with pytest.raises(TypeError, match="kind half: an id that is made needs a prefix"):
        Kind("half", Half)


def test_a_kind_needs_its_first_state() -> None:
    class Half(Record, kw_only=True):
        prefix: ClassVar[str] = "H"

    with pytest.raises(TypeError, match="kind half: a new record needs an initial state"):
        Kind("half", Half)


def test_a_kind_needs_keywords_only() -> None:
    class Half(Record):
        prefix: ClassVar[str] = "H"
        initial: ClassVar[str] = "open"

        code: str

    with pytest.raises(TypeError, match="kind half: the class needs kw_only=True"):
        Kind("half", Half)


def test_configuration_holds_nothing_personal() -> None:
    class Half(Configuration, kw_only=True):
        said: Personal[str, Voice]

    with pytest.raises(TypeError, match="kind half: configuration holds nothing personal"):
        Kind("half", Half)


def test_a_module_defines_the_class_of_its_name() -> None:
    module: Any = SimpleNamespace(__name__="pm.kinds.return_visit", ReturnVisit=Case, Other=int)
    assert kind_class(module, "return_visit") is Case
    for name in ("other", "visit"):
        with pytest.raises(TypeError, match="defines no record class"):
            kind_class(module, name)


def test_verbs_of_the_class_come_first_and_bear_the_words_that_people_type() -> None:
    assert list(CASE.verbs) == [
        *("new", "import", "give", "visit", "end", "reopen", "slip", "stray"),
        *("edit", "void"),
    ]
    assert CASE.verbs["import"].hidden
    assert not CASE.verbs["new"].hidden


def test_a_class_leaves_out_a_verb_that_every_kind_has() -> None:
    class Fixed(Configuration, kw_only=True):
        retire = None
        void = None

    assert list(Kind("fixed", Fixed).verbs) == ["restore", "new", "edit"]


def test_a_class_replaces_a_verb_that_every_kind_has() -> None:
    assert CASE.verbs["new"].body is Case.new.body
    assert CASE.verbs["new"].about.text == "Open a case."


def test_states_are_in_the_order_in_which_a_record_meets_them() -> None:
    assert CASE.states == ("open", "ended", "void")
    assert CASE.leads_to(CASE.verbs["new"]) == ("open",)
    assert CASE.leads_to(CASE.verbs["import"]) == ("open", "ended")
    assert CASE.leads_to(CASE.verbs["give"]) == ()


def test_a_verb_without_sources_starts_from_all_that_is_not_final() -> None:
    void = CASE.verbs["void"]
    assert void.starts_from("open", CASE.final)
    assert not void.starts_from("ended", CASE.final)
    assert CASE.verbs["reopen"].starts_from("ended", CASE.final)


def test_what_a_verb_or_a_stamp_writes_belongs_to_the_verbs() -> None:
    assert CASE.owned == {
        *("id", "state", "data_subject", "holder", "title", "visits", "count", "tags"),
        *("opened_at", "opened_by", "ended_at", "ended_by"),
    }
    assert [field.name for field in CASE.editable] == [
        *("size", "name", "sum", "day", "when", "loud", "notes", "grid", "sender", "origin"),
    ]


def test_where_nothing_edits_every_field_belongs_to_the_verbs() -> None:
    class Proof(Case, kw_only=True):
        edit = None

        @creates(takes=("size", "name"), hidden=True)
        def new(self, act: Act) -> None:
            """Note it."""

    kind = Kind("proof", Proof)
    assert kind.owned == {field.name for field in kind.fields}
    assert kind.editable == ()
    assert [field.name for field in kind.offered(kind.verbs["new"])] == ["size", "name"]


def test_a_new_record_offers_what_is_editable_what_it_takes_and_its_own_options() -> None:
    offered = [field.name for field in CASE.offered(CASE.verbs["new"])]
    assert offered == [*(field.name for field in CASE.editable), "holder", "hint"]
    assert not any(field.required for field in CASE.offered(CASE.verbs["edit"]))


def test_the_id_of_configuration_is_an_option_of_new() -> None:
    class Colour(Configuration, kw_only=True):
        code: str

    kind = Kind("colour", Colour)
    assert kind.chosen
    assert [field.name for field in kind.offered(kind.verbs["new"])] == ["id", "code"]
    assert not CASE.chosen


def test_capabilities_follow_from_kind_and_verb_unless_they_are_named() -> None:
    assert CASE.capability(CASE.verbs["import"]) == "case.import"
    assert CASE.capability(CASE.verbs["reopen"]) == "case.again"


def test_descriptions_are_first_paragraphs() -> None:
    assert CASE.about.text == "A case, with one of everything."
    assert CASE.verbs["give"].about.text == "Give a case to somebody."
    assert summary("  One\n  line (S-001).\n\nMore.").text == "One line."


def test_labels_come_from_names() -> None:
    assert (str(CASE.label), str(CASE.label_of_many)) == ("case", "cases")
    assert str(CASE.verbs["import"].label) == "import"
    assert str(CASE.fields[0].label) == "id"


def test_values_inside_groups_are_found_by_their_option_name() -> None:
    leaf = CASE.leaf("sender_capacity")
    assert leaf is not None
    assert leaf.path == ("sender", "capacity")
    assert CASE.leaf("visits_words") is None
    assert [field.name for field in CASE.entries] == ["visits", "members"]


@pytest.mark.parametrize(
    ("layout", "fitting"),
    [
        (Layout.DATED, "T-261122-K7Q2XM"),
        (Layout.STANDING, "T-K7Q2XM"),
        (Layout.CHOSEN, "water"),
        (Layout.SINGLE, "colour"),
    ],
)
def test_an_id_fits_the_layout_of_its_kind_alone(layout: Layout, fitting: str) -> None:
    wanted = layout

    class Colour(Record, kw_only=True):
        layout: ClassVar[Layout] = wanted
        prefix: ClassVar[str] = "T"
        initial: ClassVar[str] = "open"

    kind = Kind("colour", Colour)
    for text in ("T-261122-K7Q2XM", "T-K7Q2XM", "water", "colour", "R-K7Q2XM", "", "D-K7Q2XMK7Q2"):
        allowed = text == fitting or (layout is Layout.CHOSEN and text == "colour")
        assert kind.fits(text) == allowed


def test_an_option_that_edits_nothing_declares_its_own() -> None:
    class Colour(Record, kw_only=True):
        prefix: ClassVar[str] = "T"
        initial: ClassVar[str] = "open"

        code: str | None = None
        grid: Link[Literal["grid"]] | None = None

        @creates(takes=("code",))
        def new(self, act: Act) -> None:
            """Make one."""

        @verb(changes=("code",))
        def recode(self, act: Act, grid: Link[Literal["grid"]], why: str = "x") -> None:
            """Recode it."""

    kind = Kind("colour", Colour)
    recode = kind.verbs["recode"]
    assert kind.writes(recode) == {"grid", "code"}
    assert [option.required for option in recode.options] == [True, False]
    assert [field.name for field in kind.offered(kind.verbs["new"])] == ["code"]


@pytest.mark.parametrize("name", registry.names())
def test_what_time_runs_is_never_what_comes_next(name: str) -> None:
    kind = registry.kind(name)
    leading = [kind.leading(state) for state in kind.states]
    assert not {verb.name for verb in leading if verb} & set(kind.record.by_time)
