"""Whose a task is: a person's own, else his post's, else his department's."""

from tests.cli.running import Shell


def given(office: Shell, due: str, *whose: str) -> str:
    words = ("task", "new", "--title", "x", "--due", due, *whose, "--json")
    return str(office.done(*words).records[0]["id"])


def test_who_acts_sees_what_he_is_to_do_the_earliest_first(office: Shell) -> None:
    hiring = ("staff", "new", "--post", "technician", "--department", "engineering", "--json")
    wang, li = (
        str(office.done(*hiring, "--name", name).records[0]["id"]) for name in ("Wang", "Li")
    )
    own = given(office, "2026-12-04", "--assignee", wang)
    of_post = given(office, "2026-12-03", "--post", "technician")
    of_department = given(office, "2026-12-01", "--department", "engineering")
    given(office, "2026-12-01", "--assignee", li, "--post", "technician")
    given(office, "2026-12-01", "--post", "front-desk", "--department", "engineering")
    ended = given(office, "2026-12-02", "--assignee", wang)
    office.done("task", "finish", ended)
    mine = office.done("task", "mine", "--json", PM_STAFF=wang).records
    assert [one["id"] for one in mine] == [of_department, of_post, own]
    assert "2026-12-03" in office.done("task", "mine", PM_STAFF=li).out
