"""The grammar of commits: what is written is read again, and nothing can be forged."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.model.act import Deed
from pm.model.grammar import BulkWords, CommitWords, DeedWords, compose, mail_of, parse

EAST = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 9, 15, tzinfo=EAST)
COMMIT = "0123456789abcdef0123456789abcdef01234567"

WORDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,20}", fullmatch=True)
TIMES = st.datetimes(
    datetime.fromisoformat("2000-01-01"),
    datetime.fromisoformat("2100-01-01"),
    timezones=st.just(EAST),
).map(lambda time: time.replace(microsecond=0))
SHARED = {
    "verb": WORDS,
    "source": WORDS | st.just(""),
    "target": WORDS | st.just(""),
    "by": WORDS | st.just(""),
    "at": TIMES | st.none(),
    "reason": WORDS | st.none(),
    "override": WORDS | st.none(),
    "late": WORDS | st.none(),
    "slip": WORDS | st.none(),
}
DEEDS = st.builds(
    DeedWords,
    kind=st.sampled_from(["ticket", "import_map"]),
    record=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,20}", fullmatch=True),
    **SHARED,
)
BULKS = st.builds(
    BulkWords,
    deed=st.builds(DeedWords, kind=st.just(""), record=st.just(""), **SHARED),
    records=st.integers(0, 10**6),
    origin=WORDS | st.none(),
)
SUBJECTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
COMMITS = st.builds(
    CommitWords,
    deeds=st.lists(DEEDS, min_size=1, max_size=4).map(tuple),
    bulk=BULKS | st.none(),
    clock=st.booleans(),
    undoes=st.just(COMMIT) | st.none(),
)


def deed(**changes: Any) -> Deed:
    made = Deed(
        kind="ticket",
        record="T-261122-K7Q2XM",
        verb="assign",
        source="triaged",
        target="assigned",
        by="E-3FJ8WD",
        at=NOW,
        reason=None,
        override=None,
        subject="assign to E-9QZ4TN",
    )
    return made._replace(**changes)


@given(COMMITS, SUBJECTS)
def test_what_is_written_is_read_again(words: CommitWords, subject: str) -> None:
    assert parse(words.write(subject)) == words


@given(st.text(max_size=300))
def test_any_message_can_be_read(message: str) -> None:
    parse(message)
    parse(f"fix\n\n{message}\nRecord: ticket/T-1\nVerb: new\nAt: {message}")


@given(SUBJECTS)
def test_a_subject_says_nothing_to_the_reader(subject: str) -> None:
    assert parse(subject) == CommitWords()


def test_one_deed_reads_like_this() -> None:
    assert compose([deed()], NOW) == (
        "ticket T-261122-K7Q2XM: assign to E-9QZ4TN\n"
        "\n"
        "Record: ticket/T-261122-K7Q2XM\n"
        "Verb: assign\n"
        "From: triaged\n"
        "To: assigned\n"
        "By: E-3FJ8WD\n"
    )


def test_a_late_entry_says_when_it_happened() -> None:
    late = compose([deed(at=NOW - timedelta(hours=2), source="", verb="new")], NOW)
    assert "At: 2026-11-22T07:15:00+08:00\n" in late
    assert "From:" not in late
    (words,) = parse(late).deeds
    assert words.at == NOW - timedelta(hours=2)


def test_the_same_instant_in_another_zone_is_no_late_entry() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert "At:" not in compose([deed(at=elsewhere)], NOW)


def test_reason_override_clock_and_undo_are_said() -> None:
    message = compose(
        [deed(reason="wrong-place", override="owner-absent")], NOW, clock=True, undoes=COMMIT
    )
    words = parse(message)
    assert (words.deeds[0].reason, words.deeds[0].override) == ("wrong-place", "owner-absent")
    assert (words.clock, words.undoes) == (True, COMMIT)


def test_several_deeds_keep_a_group_each() -> None:
    message = compose([deed(), deed(record="T-261122-AAAAAA")], NOW)
    assert message.startswith("2 records: assign\n")
    assert [words.record for words in parse(message).deeds] == [
        "T-261122-K7Q2XM",
        "T-261122-AAAAAA",
    ]


def test_a_bulk_act_says_once_what_its_records_share() -> None:
    deeds = [
        deed(verb="import", source="", target=target, record=f"T-261122-AAAAA{number}")
        for number, target in enumerate(["received", "closed", "closed"])
    ]
    made = deed(kind="category", record="noise", verb="new", source="", target="active")
    message = compose([made, *deeds], NOW, bulk="nyc311")
    assert message == (
        "import 3 ticket records from nyc311\n"
        "\n"
        "Verb: import\n"
        "By: E-3FJ8WD\n"
        "Records: 3\n"
        "Source: nyc311\n"
        "Record: category/noise\n"
        "Verb: new\n"
        "To: active\n"
        "By: E-3FJ8WD\n"
    )
    words = parse(message)
    assert words.bulk is not None
    assert (words.bulk.records, words.bulk.origin, words.bulk.deed.target) == (3, "nyc311", "")
    assert [one.record for one in words.deeds] == ["noise"]


def test_trailers_of_others_are_passed_over() -> None:
    message = compose([deed()], NOW) + "Signed-off-by: A <a@b>\nChange-Id: I1\n"
    assert parse(message) == parse(compose([deed()], NOW))
    assert parse(message.replace("\n", "\r\n")).deeds == ()


@pytest.mark.parametrize(
    "forged",
    [
        {"subject": "assign\n\nRecord: ticket/T-1"},
        {"subject": "assign\u2028x"},
        {"verb": "assign\nBy: E-BOSS00"},
        {"by": "E-1\nOverride: none"},
        {"by": "王伟"},
        {"record": "T-1\nVerb: close"},
        {"kind": "Ticket"},
        {"reason": "because he asked"},
        {"override": ""},
    ],
)
def test_a_value_cannot_forge_a_trailer(forged: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        compose([deed(**forged)], NOW)


def test_a_member_of_staff_has_an_address_that_is_none() -> None:
    assert mail_of("E-3FJ8WD") == "E-3FJ8WD@pm.invalid"
