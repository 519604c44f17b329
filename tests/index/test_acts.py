"""The acts of the history: by record, by person, by commit."""

from datetime import timedelta

from pm.model.grammar import compose, mail_of
from tests.index.conftest import Open
from tests.index.synthetic import STAFF, START, Office, deed


def as_pm(office: Office, message: str, staff: str = STAFF[0]) -> str:
    """Commit all that was written as pm would."""
    office.git("config", "user.name", "Staff")
    office.git("config", "user.email", mail_of(staff))
    return office.commit(message)


def test_the_acts_on_a_record_come_newest_first(office: Office, open_index: Open) -> None:
    record = office.ids[2]
    later = deed(record, "close", START - timedelta(hours=1), STAFF[1])._replace(reason="done")
    path = office.path(record)
    path.write_bytes(path.read_bytes() + b"# x\n")
    commit = as_pm(office, compose([later], START))
    index = open_index(office)
    new, old = index.acts(record)
    assert (new.commit_id, new.verb, new.by, new.reason) == (commit, "close", STAFF[1], "done")
    assert new.at == int((START - timedelta(hours=1)).timestamp())
    assert new.author_mail == mail_of(STAFF[0])
    assert (old.verb, old.source, old.target) == ("new", "", "received")
    assert index.acts(record, limit=1) == [new]
    assert index.acts(record, "unit") == []
    assert index.latest_acts(1) == [new]
    assert index.acts_by(mail_of(STAFF[0]))[0] == new
    assert index.acts_of_commit(commit) == [new]


def test_a_commit_with_several_records_is_an_act_on_each(office: Office, open_index: Open) -> None:
    deeds = [deed(record, "void", START, STAFF[3]) for record in office.ids[:3]]
    commit = as_pm(office, compose(deeds, START))
    acts = open_index(office).acts_of_commit(commit)
    assert [act.record_id for act in acts] == office.ids[:3]
    assert [act.seq for act in acts] == [0, 1, 2]
    assert {act.records for act in acts} == {3}


def test_of_a_bulk_act_the_difference_says_which_records(office: Office, open_index: Open) -> None:
    office.fill(5, acts=0)
    office.write("records/categories/noise.yaml", "x")
    made = deed("noise", "new", START, STAFF[0])._replace(kind="category")
    deeds = [deed(record, "import", START, STAFF[0]) for record in office.ids[6:]]
    office.git("reset", "-q", "--soft", "HEAD~1")
    commit = as_pm(office, compose([made, *deeds], START, bulk="oldsystem"))
    acts = open_index(office).acts_of_commit(commit)
    assert [(act.kind, act.verb) for act in acts] == [
        ("category", "new"),
        *[("ticket", "import")] * 5,
    ]
    assert {act.record_id for act in acts[1:]} == set(office.ids[6:])
    assert {(act.origin, act.records, act.by) for act in acts} == {("oldsystem", 6, STAFF[0])}


def test_a_commit_made_without_pm_is_an_act_without_a_verb(
    office: Office, open_index: Open
) -> None:
    office.path(office.ids[0]).unlink()
    office.write("notes.txt", "x")
    commit = office.commit("tidy up")
    (act,) = open_index(office).acts_of_commit(commit)
    assert (act.kind, act.record_id, act.verb, act.by) == ("ticket", office.ids[0], "", "")
    assert (act.author_name, act.author_mail) == ("Clerk", "clerk@example.org")


def test_undo_clock_and_override_are_kept(office: Office, open_index: Open) -> None:
    undone = office.git("rev-parse", "HEAD")
    one = deed(office.ids[0], "close", START, STAFF[0])._replace(override="absent")
    commit = as_pm(office, compose([one], START, clock=True, undoes=undone))
    (act,) = open_index(office).acts_of_commit(commit)
    assert (act.override, act.clock, act.undoes) == ("absent", 1, undone)
