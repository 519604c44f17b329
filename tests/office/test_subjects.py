"""Whose a record is: the resident it is about, or a data subject of its own."""

import re

from pm.office import registry
from tests.cli.running import Shell

OWN = r"D-[0-9A-Z]{10}"
MEMBER = re.compile(rf"members:\n  - id: '?[0-9A-Z]{{6}}'?\n    data_subject: {OWN}\n")


def new(office: Shell, *words: str) -> str:
    return str(office.done(*words, "--json").records[0]["id"])


def text_of(office: Shell, kind: str, record_id: str) -> str:
    path = office.folder / registry.kind(kind).path(record_id)
    return path.read_text(encoding="utf-8")


def test_what_is_kept_from_a_member_of_staff_has_a_data_subject_of_its_own(office: Shell) -> None:
    resident = new(office, "resident", "new", "--name", "周建华")
    complaint = (
        *("ticket", "new", "--type", "complaint", "--channel", "phone", "--title", "rude"),
        *("--caller-resident", resident),
    )
    usual = text_of(office, "ticket", new(office, *complaint))
    assert f"data_subject: {resident}\n" in usual
    kept = text_of(office, "ticket", new(office, *complaint, "--about", "Chen Li"))
    assert f"resident: {resident}\n" in kept
    assert re.search(rf"^data_subject: {OWN}$", kept, re.MULTILINE)


def test_a_member_of_the_household_has_a_data_subject_of_his_own(office: Shell) -> None:
    resident = new(office, "resident", "new", "--name", "周建华", "--plates", "粤B12323")
    office.done("resident", "add-member", resident, "--member-name", "陈小明")
    office.done("resident", "add-contact", resident, "--contact-name", "陈美丽")
    text = text_of(office, "resident", resident)
    assert MEMBER.search(text)
    assert f"data_subject: {resident}\n" in text
    assert len(set(re.findall(OWN, text))) == 2


def test_proof_is_no_command(office: Shell) -> None:
    for noun, verb in (("access", "new"), ("erasure", "new")):
        assert office.pm(noun, verb).code == 2
