"""Checking: what is wrong is named, the rest works, and what has one right answer is mended."""

from tests.cli.running import Shell

BY_HAND = ("-c", "user.name=Hand", "-c", "user.email=hand@example.org")


def written_by_git(office: Shell, path: str, text: str) -> None:
    """Put a file into the history without pm, as a careless hand does."""
    place = office.folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="")
    office.git("add", path)
    office.git(*BY_HAND, "commit", "-qnm", "hand")


def test_an_office_that_was_just_made_is_right(office: Shell) -> None:
    assert office.done("check").out == "every record is right\n"


def test_a_broken_record_is_named_with_its_line_and_the_others_still_work(office: Shell) -> None:
    written_by_git(office, "records/categories/snow.yaml", "id: snow\nname:\n  en: [snow\n")
    answer = office.pm("check")
    assert answer.code == 3
    assert "records/categories/snow.yaml" in answer.out
    assert "line 3" in answer.out
    listed = office.done("category", "list", "--json")
    assert "snow" not in [record["id"] for record in listed.records]
    assert "pm: warning: " in office.done("category", "list").err


def test_every_bad_field_of_a_record_is_named(office: Shell) -> None:
    text = "id: snow\nstate: sleepy\ncolour: white\ndepartment: Engineering\n"
    written_by_git(office, "records/categories/snow.yaml", text)
    out = office.pm("check", "--format", "csv").out
    for field in ("name", "state", "colour", "department"):
        assert f"{field}: " in out


def test_a_link_to_nothing_is_named(office: Shell) -> None:
    text = "id: snow\nstate: active\ndata_subject: office\nname:\n  en: Snow\ndepartment: winter\n"
    written_by_git(office, "records/categories/snow.yaml", text)
    answer = office.pm("check")
    assert answer.code == 3
    assert "department: there is no record winter" in answer.out


def test_a_misplaced_record_is_moved_to_its_place_in_one_commit(office: Shell) -> None:
    ticket = office.done(
        *("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "leak", "--json")
    ).records[0]["id"]
    path = office.git("ls-files", f"records/tickets/**/{ticket}.yaml").strip()
    office.git("mv", path, f"records/tickets/{ticket}.yaml")
    office.git(
        "-c", "user.name=Hand", "-c", "user.email=hand@example.org", "commit", "-qnm", "moved"
    )
    assert office.pm("check").code == 3
    before = office.head
    answer = office.done("check", "--fix")
    assert answer.out == "every record is right\n"
    assert office.git("rev-list", "--count", f"{before}..HEAD").strip() == "1"
    assert office.git("ls-files", path).strip() == path
    assert office.git("status", "--porcelain") == ""
    assert office.done("ticket", "show", ticket, "--json").records[0]["id"] == ticket
