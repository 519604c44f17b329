"""An answer of the desk expires by a tick when its last day is over, and can be renewed."""

from tests.cli.running import Shell

NEW = ("answer", "new", "--question-en", "When is the water off?", "--answer-en", "Today.")


def ticked(office: Shell, now: str) -> list[tuple[str, str]]:
    records = office.done("tick", "--json", PM_NOW=now).records
    return [(one["id"], one["state"]) for one in records if one["kind"] == "answer"]


def test_an_answer_expires_when_its_last_day_is_over(office: Shell) -> None:
    office.done(*NEW)
    office.done(*NEW, "--valid-until", "2026-11-24")
    found = office.done("answer", "list", "--json").records
    (ending,) = (one["id"] for one in found if "valid_until" in one)
    assert ticked(office, "2026-11-24T23:59:00+08:00") == []
    assert ticked(office, "2026-11-25T00:00:00+08:00") == [(ending, "expired")]
    office.done("answer", "renew", ending, PM_NOW="2026-11-25T09:00:00+08:00")
    assert ticked(office, "2026-11-26T00:00:00+08:00") == []
