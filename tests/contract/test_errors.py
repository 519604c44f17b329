"""Every refusal has its exit code in the tree, and every sentence its values."""

import pytest

import pm.errors
from pm.errors import PmError
from tests.contract.error_rules import (
    classes_of_errors,
    problems_of_error,
    problems_of_homes,
    problems_of_messages,
    sources,
    tree_of,
)

TREE = tree_of(pm.errors.__doc__ or "")

OWN = [each for each in classes_of_errors() if each.__module__.startswith("pm.")]


@pytest.mark.parametrize("error", OWN, ids=lambda error: error.__name__)
def test_every_refusal_has_its_exit_code_in_the_tree(error: type[PmError]) -> None:
    assert problems_of_error(error, TREE) == []


def test_the_tree_draws_nothing_that_is_not_there() -> None:
    assert set(TREE) == {error.__name__ for error in OWN}


def test_the_exit_codes_are_those_that_scripts_rely_on() -> None:
    assert {name: code for name, (_, code) in TREE.items()} == {
        "PmError": 1,
        "Usage": 2,
        "ProblemsFound": 3,
        "NotFound": 10,
        "Ambiguous": 11,
        "Invalid": 12,
        "Unreadable": 12,
        "Refused": 13,
        "Busy": 14,
        "Conflict": 15,
        "Sealed": 16,
        "Erased": 16,
        "Damaged": 16,
    }


def test_every_refusal_stands_where_its_exit_code_can_be_read() -> None:
    assert [
        each for file, text in sources() for each in problems_of_homes(file, text, set(TREE))
    ] == []


def test_every_marked_sentence_has_its_values() -> None:
    assert [each for file, text in sources() for each in problems_of_messages(file, text)] == []


def planted_error(base: type[PmError], code: int, doc: str | None) -> type[PmError]:
    error = type("Planted", (base,), {"exit_code": code, "__doc__": doc})
    assert issubclass(error, PmError)
    return error


@pytest.mark.parametrize(
    ("base", "code", "doc", "tree", "problem"),
    [
        (pm.errors.Busy, 14, "It waits.", TREE, "Planted is not in the tree"),
        (
            PmError,
            17,
            "It waits.",
            {**TREE, "Planted": ("PmError", 18)},
            "Planted ends with 17, and the tree says 18",
        ),
        (
            PmError,
            17,
            "It waits.",
            {**TREE, "Planted": ("Busy", 17)},
            "Planted is a PmError, and the tree says Busy",
        ),
        (
            PmError,
            14,
            "It waits.",
            {**TREE, "Planted": ("PmError", 14)},
            "Planted ends as Busy does",
        ),
        (PmError, 17, None, {**TREE, "Planted": ("PmError", 17)}, "Planted has no docstring"),
    ],
)
def test_a_planted_error_is_found(
    base: type[PmError],
    code: int,
    doc: str | None,
    tree: dict[str, tuple[str, int]],
    problem: str,
) -> None:
    assert problems_of_error(planted_error(base, code, doc), tree) == [problem]


def test_a_refusal_at_home_elsewhere_is_found() -> None:
    source = "class Late(Busy):\n    '''Too late.'''\n\nclass Later(errors.Busy):\n    pass\n"
    assert len(problems_of_homes("pm/store/git.py", source, set(TREE))) == 2
    assert problems_of_homes("pm/errors.py", source, set(TREE)) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('mark("{who} is late", when=1)', "the hole {who} stays empty"),
        ('mark("{who} is late", who=1, when=1)', "when has no hole"),
        ('mark(f"{who} is late")', "marks what is no literal"),
        ('LATE = "{who} is late"\nmark(LATE)', "the hole {who} stays empty"),
        ('raise Busy(mark("wait."))', "an error ends without a full stop"),
        ('raise Busy(mark("Wait"))', "an error begins with a small letter"),
    ],
)
def test_a_planted_sentence_is_found(source: str, problem: str) -> None:
    found = problems_of_messages("pm/cli/main.py", source)
    assert [each.partition(": ")[2] for each in found if problem in each] == [problem]


@pytest.mark.parametrize(
    "source",
    [
        'mark("{who} is late", who=1)',
        'LATE = "late"\nmark(LATE)',
        'LABEL = mark("{label}: ")',
        'mark("{who} is late", **values)',
        'HELP = mark("Show one record.")',
    ],
)
def test_a_sentence_without_a_fault_passes(source: str) -> None:
    assert problems_of_messages("pm/cli/main.py", source) == []
