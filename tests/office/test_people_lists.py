"""What is counted of people: certificates that end, papers that are missing, stewards' grids."""

import pytest

from pm.office.answering import answers_to
from pm.office.certificates import expiring
from pm.office.completeness import Completeness, FileOfPapers, completeness
from pm.office.office import Office
from pm.office.steward_load import loads
from tests.cli.running import Shell
from tests.office.incoming import open_office

NOW = "2026-11-24T09:00:00+08:00"
STEWARD = "Chen Li"
CERTIFY = ("staff", "add-certificate", "--qualification", "welder")


@pytest.fixture
def shell(office: Shell) -> Shell:
    office.variables["PM_NOW"] = NOW
    return office


def opened(shell: Shell) -> Office:
    with shell.inside():
        return open_office(shell)


def certified(shell: Shell, *last_days: str) -> list[tuple[str, int, int]]:
    """Give somebody certificates and tell what is said of them."""
    for day in last_days:
        shell.done(*CERTIFY, STEWARD, "--expires-on", day)
    with shell.inside():
        office = open_office(shell)
        found = expiring(office)
        office.close()
    return [(one.expires_on.isoformat(), one.days_left, one.warning) for one in found]


def test_certificates_are_told_from_the_longest_warning_on(shell: Shell) -> None:
    days = ("2027-01-24", "2027-01-23", "2026-12-24", "2026-12-01", "2026-11-24", "2026-11-23")
    shell.done(*CERTIFY, STEWARD)
    assert certified(shell, *days) == [
        ("2026-11-23", -1, 0),
        ("2026-11-24", 0, 7),
        ("2026-12-01", 7, 7),
        ("2026-12-24", 30, 30),
        ("2027-01-23", 60, 60),
    ]
    shell.done("office", "edit", "--certificate-warnings", "5", "--certificate-warnings", "2")
    assert [one[1:] for one in certified(shell)] == [(-1, 0), (0, 2)]


def test_a_certificate_that_ended_or_whose_holder_left_is_not_told(shell: Shell) -> None:
    hired = shell.done("staff", "new", "--name", "Tony Hu", "--post", "technician", "--json")
    tony = hired.records[0]["id"]
    shell.done(*CERTIFY, tony, "--expires-on", "2026-11-25")
    certified(shell, "2026-11-26")
    (held,) = shell.done("staff", "show", STEWARD, "--json").records[0]["certificates"]
    shell.done("staff", "end-certificate", STEWARD, "--certificate", held["id"])
    assert [one[0] for one in certified(shell)] == ["2026-11-25"]
    shell.done("staff", "leave", tony)
    assert certified(shell) == []


def test_the_rates_of_files_are_shares_of_what_is_required() -> None:
    found = Completeness(
        [
            FileOfPapers("R-000001", "owner", None, 7, 7, ()),
            FileOfPapers("R-000002", "tenant", None, 4, 1, ("lease", "id-copy", "x")),
            FileOfPapers("R-000003", "family", None, 0, 0, ()),
        ]
    )
    assert (found.present, found.required, found.rate) == (8, 11, 0.7273)
    assert (found.complete_files, found.full_file_rate) == (2, 0.6667)
    assert (Completeness([]).rate, Completeness([]).full_file_rate) == (None, None)


def test_what_a_file_must_hold_follows_from_capacity_and_the_papers_in_use(shell: Shell) -> None:
    new = ("resident", "new", "--capacity", "tenant", "--json", "--name")
    first, second = (shell.done(*new, name).records[0]["id"] for name in ("Ann", "Bob"))
    shell.done("resident", "file-paper", first, "--paper", "lease")
    shell.done("resident", "file-paper", first, "--paper", "title-copy")
    shell.done("paper", "retire", "owner-consent")
    shell.done("resident", "move-out", second)
    office = opened(shell)
    (file,) = completeness(office).files
    assert (file.id, file.present, file.required) == (first, 1, 3)
    assert file.missing == ("household-form", "id-copy")
    assert completeness(office, "another-grid").files == []
    office.close()


def test_a_steward_has_too_many_or_too_few_households(shell: Shell) -> None:
    shell.done("estate", "new", "heron", "--name-en", "Heron")
    for grid in ("east", "west", "south"):
        shell.done("grid", "new", grid, "--name-en", grid, "--estate", "heron")
        shell.done("building", "new", grid, "--name-en", grid, "--estate", "heron")
    for number, (grid, state) in enumerate(
        [("east", "occupied"), ("east", "let"), ("east", "vacant"), ("west", "occupied")]
    ):
        unit = ("unit", "new", "--code", f"1-1-10{number}", "--building", grid, "--grid", grid)
        shell.done(*unit, "--occupancy", state)
    decided = ("policy", "set-terms", "2026", "--override", "management-decision")
    shell.done(*decided, "--least-households", "2", "--most-households", "3")
    for grid in ("east", "west"):
        shell.done("grid", "edit", grid, "--steward", STEWARD)
    shell.done("grid", "edit", "west", "--gold", "yes", "--most-households", "9")
    office = opened(shell)
    found = {one.grid: (one.units, one.households, one.most, one.verdict) for one in loads(office)}
    office.close()
    assert found == {
        "east": (3, 2, 3, None),
        "west": (1, 1, 9, "below"),
        "south": (0, 0, 3, "no-steward"),
    }
    shell.done(*decided, "--least-households", "0", "--most-households", "1")
    office = opened(shell)
    assert [one.verdict for one in loads(office)] == ["above", "no-steward", None]
    office.close()


def test_only_answers_that_hold_today_are_given_the_nearest_first(shell: Shell) -> None:
    def write(question: str, answer: str, *options: str) -> str:
        new = ("answer", "new", "--question-en", question, "--answer-en", answer, "--json")
        return str(shell.done(*new, *options).records[0]["id"])

    said = write("Who is called at night?", "The desk; for a burst WATER pipe too.")
    asked = write("Is the water hard?", "No.")
    latest = write("No water tonight?", "Pumps.", "--type", "latest", "--valid-until", "2026-11-24")
    write("Water next year?", "Yes.", "--valid-from", "2026-11-25")
    write("Water last year?", "No.", "--valid-until", "2026-11-23")
    expired = write("Water ever?", "No.")
    shell.done("answer", "expire", expired)
    tagged = write("Why is it wet?", "Rain.", "--category", "water", "--tags", "leak")
    with shell.inside():
        office = open_office(shell)
        found = [one.id for one in answers_to(office, "Water")]
        by_category = [one.id for one in answers_to(office, "给排水 leak")]
        office.close()
    assert found[:2] == [latest, asked]
    assert set(found[2:]) == {said, tagged}
    assert by_category == [tagged]


def test_the_days_of_certificates_are_days_of_the_office(shell: Shell) -> None:
    shell.variables["PM_NOW"] = "2026-11-23T17:00:00+00:00"
    assert certified(shell, "2026-11-24") == [("2026-11-24", 0, 7)]
