"""The certificate of an erasure: what was done, what is left, and what it cannot promise."""

import stat
from pathlib import Path

import pytest

from pm.i18n import Message, mark
from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.render.certificate import NOT_REACHED, Facts, Named, certificate
from pm.render.paper import PAPERS
from pm.render.value import Page
from tests.cli.vaults import World, new_resident, new_ticket

FACTS = Facts(
    office="Heron Gardens",
    number="ER-261122-K7Q2XM",
    resident="R-K7Q2XM",
    at=None,
    by="Chen Li (E-9QZ4TN)",
    rules=["Households that have moved out"],
    subjects=3,
    named=[Named("T-261122-ABCDEF", "pm ticket edit T-261122-ABCDEF")],
    left=[mark("an older keyring lies in a work tree: remove {folder}", folder="/a_b*c")],
    pending=["Wang Fang (E-3FJ8WD)"],
)


def forgotten(world: World, *more: str) -> str:
    """Forget a resident whom a colleague's ticket names, and give the erasure."""
    desk = world.desk()
    resident = new_resident(desk)
    new_ticket(desk)
    done = desk.done("resident", "forget", resident, "--yes", "--json", *more)
    return str(done.json["erasure"])


def test_it_says_what_was_done_and_what_is_left(world: World) -> None:
    number = forgotten(world)
    desk = world.desk()
    paper = desk.done("erasure", "certificate", number).out
    shown = desk.done("erasure", "show", number, "--json").records[0]
    assert paper.startswith("# Certificate of erasure\n")
    for words in (
        *(number, str(shown["resident"]), "Heron Gardens", "22 Nov 2026 09:15", "Chen Li (E-"),
        f"data subjects whose keys were destroyed: {len(shown['subjects'])}",
        "rule: none whose term had ended",
        f"write it anew: pm ticket edit {str(shown['named_in'][0]).partition('/')[2]}",
        "Nothing is known to be left.",
        "Nobody's.",
    ):
        assert words in paper
    assert all(str(point)[:40] in paper for point in NOT_REACHED)


def test_a_record_that_has_ended_is_written_anew_by_hand(world: World) -> None:
    desk = world.desk()
    resident = new_resident(desk)
    ticket = new_ticket(desk)
    desk.done("ticket", "withdraw", ticket)
    done = desk.done("resident", "forget", resident, "--yes", "--json").json
    paper = desk.done("erasure", "certificate", str(done["erasure"])).out
    assert f"{ticket}: look at it, and write it anew: pm commit records/tickets/" in paper


def test_it_names_the_rule_whose_term_had_ended(world: World) -> None:
    desk = world.desk()
    resident = new_resident(desk)
    desk.done("resident", "move-out", resident, "--at", "2024-11-21 09:00", "--late", "system-down")
    done = desk.done("resident", "forget", resident, "--yes", "--json").json
    paper = desk.done("erasure", "certificate", str(done["erasure"])).out
    assert "rule: Households that have moved out" in paper


def test_it_goes_to_a_file_of_its_owner(world: World, tmp_path: Path) -> None:
    number = forgotten(world)
    file = tmp_path / "certificate.txt"
    words = ("erasure", "certificate", number, "--format", "text", "-o", str(file))
    answer = world.desk().done(*words)
    assert answer.out == ""
    assert file.read_text("utf-8").startswith("Certificate of erasure\n======================\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_it_needs_no_key(world: World) -> None:
    number = forgotten(world)
    assert number in world.desk("").done("erasure", "certificate", number).out


def test_another_format_is_refused(world: World) -> None:
    answer = world.desk().pm("erasure", "certificate", "ER-261122-K7Q2XM", "--format", "csv")
    assert answer.code == 2
    assert "there are: markdown, text" in answer.err


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=lambda one: one.code)
def test_everything_is_on_it_in_either_language(form: str, language: object) -> None:
    spoken = CHINESE if language is CHINESE else ENGLISH
    said = PAPERS[form](certificate(FACTS), Page(spoken))
    for words in ("R-K7Q2XM", "T-261122-ABCDEF", "E-3FJ8WD", "E-9QZ4TN", "3"):
        assert words in said
    assert ("/a\\_b\\*c" if form == "markdown" else "/a_b*c") in said
    for point in NOT_REACHED:
        assert_said(point, said, form, spoken.say(point))


def assert_said(point: Message, said: str, form: str, sentence: str) -> None:
    assert str(point)
    assert form == "markdown" or f"- {sentence}\n" in f"{said}\n"


def test_an_erasure_that_is_not_there_is_refused(world: World) -> None:
    assert world.desk().pm("erasure", "certificate", "ER-261122-K7Q2XM").code == 10
