"""Whatever shows a record shows what is personal in it masked, to those who may read it."""

import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.vaults import (
    GUARD,
    MANAGER,
    Desk,
    Scene,
    World,
    changed_lines,
    commit_plainly,
    copied_scene,
    copied_world,
    file_of,
    new_id,
    only_id,
)

NAME, PHONE, PLATE, CARD = "周建华", "13800000115", "粤B12323", "440106199001011234"
SAID = f"call {PHONE} about the lift"
PLAIN = (NAME, PHONE, PLATE, CARD, "3-1-402")
FORMS = ("table", "markdown", "json", "jsonl", "csv")


class People(Scene):
    """An office with a resident and his ticket."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        of = ("--name", NAME, "--phone", PHONE, "--unit", "3-1-402", "--id-number", CARD)
        more = ("--plates", PLATE, "--debt", "120.50", "--json")
        self.resident = new_id(self.desk.done("resident", "new", *of, *more))
        member = ("--member-name", NAME, "--member-phone", PHONE)
        self.desk.done("resident", "add-member", self.resident, *member)
        self.made = self.desk.done(
            *("ticket", "new", "--type", "repair", "--channel", "phone", "--title", SAID),
            *("--caller-name", NAME, "--caller-phone", PHONE, "--caller-unit", "3-1-402"),
            *("--caller-resident", self.resident, "--json"),
        )
        self.ticket = new_id(self.made)
        self.unit = only_id(self.desk, "unit")


@pytest.fixture(scope="module")
def built(people: World, tmp_path_factory: pytest.TempPathFactory) -> People:
    return People(copied_world(people, tmp_path_factory.mktemp("built") / "world"))


@pytest.fixture
def street(built: People, tmp_path: Path) -> People:
    return copied_scene(built, tmp_path / "scene")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", ["show", "list", "log"])
def test_every_reader_masks_in_every_form(street: People, what: str, form: str) -> None:
    for noun, record in (("resident", street.resident), ("ticket", street.ticket)):
        words = () if what == "list" else (record,)
        columns = ("--columns", _COLUMNS[noun]) if what == "list" and form != "json" else ()
        out = street.desk.done(noun, what, *words, *columns, "--format", form).out
        out = out.replace("\\*", "*")  # as Markdown has it
        assert "138****0115" in out or (what == "log" and form in {"markdown", "csv"})
        assert [one for one in (*PLAIN, street.unit, "120.50", "pm1.") if one in out] == []
        if form == "table" or (form == "markdown" and what != "log"):
            assert "3-1-****" in out


_COLUMNS = {
    "resident": "id,name,phone,unit,plates,id_number,debt",
    "ticket": "id,title,caller_name,caller_phone,caller_unit",
}


def test_a_member_is_shown_with_the_id_that_verbs_ask_for(street: People) -> None:
    (told,) = street.desk.done("resident", "show", street.resident, "--json").records
    shown = street.desk.done("resident", "show", street.resident).out
    assert f"id:    {told['members'][0]['id']}" in shown


def test_scripts_get_masks_under_the_same_keys(street: People) -> None:
    (shown,) = street.desk.done("resident", "show", street.resident, "--json").records
    (listed,) = street.desk.done("resident", "list", "--json").records
    for one in (shown, listed):
        assert (one["name"], one["phone"]) == ("周**", "138****0115")
        assert (one["unit"], one["plates"], one["debt"]) == ("U-****", ["粤B***23"], "****")
        assert one["id_number"] == "4401**********1234"
        assert one["members"][0]["name"] == "周**"
    (told,) = street.made.records
    assert (told["title"], told["caller_name"]) == ("call 138****0115 about the lift", "周**")
    assert told["caller_unit"] == "U-****"


def test_filters_and_sorting_work_on_what_is_behind_the_masks(street: People) -> None:
    other = ("--name", "周明", "--phone", "13900000115")
    second = new_id(street.desk.done("resident", "new", *other, "--json"))

    def ids(*words: str) -> list[object]:
        return [one["id"] for one in street.desk.done("resident", "list", *words, "--json").records]

    assert ids("--phone", PHONE) == [street.resident]
    assert ids("--phone", "139") == [second]
    assert ids("--unit", "3-1-402") == [street.resident]
    assert ids("--sort", "phone") == [street.resident, second]
    assert ids("--sort", "-phone") == [second, street.resident]
    assert ids("--name", "****") == []


def test_what_is_found_is_masked(street: People) -> None:
    def found(text: str) -> list[tuple[object, object]]:
        hits = street.desk.done("find", text, "--json").records
        return sorted((one["field"].partition("[")[0], one["text"]) for one in hits)

    assert found(PHONE) == [
        ("caller.phone", "138****0115"),
        ("members", "138****0115"),
        ("phone", "138****0115"),
        ("title", "call 138****0115 about the lift"),
    ]
    assert found("0000011")[-1] == ("title", "call 138****0115 about t…")
    assert found("about the lift") == [("title", "call 138****0115 about the lift")]
    assert ("name", "周**") in found("建华")


def test_sql_answers_with_masks(street: People) -> None:
    query = "SELECT name, phone, unit, plates, debt FROM resident"
    (row,) = street.desk.done("sql", query, "--json").records
    assert row == {
        "name": "周**",
        "phone": "138****0115",
        "unit": "U-****",
        "plates": "粤B***23",
        "debt": "****",
    }
    query = f"SELECT count(*) n FROM resident WHERE phone = '{PHONE}'"  # noqa: S608  # a test's
    assert street.desk.done("sql", query, "--json").records == [{"n": 0}]


def test_a_change_is_seen_where_both_masks_are_alike(street: People) -> None:
    street.desk.done("resident", "edit", street.resident, "--phone", "13822220115")
    for words in (("resident", "log", street.resident), ("diff", "HEAD")):
        told = street.desk.done(*words).out
        assert "    phone: 138****0115 -> 138****0115 (changed)\n" in told
        assert "1382222" not in told
    (change,) = street.desk.done("diff", "HEAD", "--json").records
    assert (change["path"], change["before"], change["after"]) == (
        "phone",
        "138****0115",
        "138****0115",
    )


def test_without_the_scope_there_is_a_mark_and_in_history_a_sign(street: People) -> None:
    street.desk.done("resident", "edit", street.resident, "--phone", "13822220115")
    guard = street.world.desk(GUARD)
    (shown,) = guard.done("resident", "show", street.resident, "--json").records
    (listed,) = guard.done("resident", "list", "--json").records
    assert {shown["name"], listed["name"], shown["debt"], listed["plates"][0]} == {"•"}
    edit = guard.done("resident", "log", street.resident, "--json").records[0]
    (change,) = edit["changes"]
    signs = {change["before"], change["after"]}
    assert len(signs) == len([one for one in signs if one.startswith("[sealed contact ")]) == 2
    (row,) = guard.done("sql", "SELECT name FROM resident", "--json").records
    assert row == {"name": "•"}
    assert guard.done("find", "建华", "--json").records == []


def test_a_damaged_value_stops_its_record_and_no_list(street: People) -> None:
    path = file_of(street.world, street.resident)
    path.write_text(_swapped(path.read_text("utf-8").splitlines()), encoding="utf-8")
    commit_plainly(street.desk)
    for words in (("resident", "show"), ("show",)):
        refused = street.desk.pm(*words, street.resident)
        assert refused.code == 16, refused.told
        assert street.resident in refused.err
        assert "name" in refused.err
        assert refused.out == ""
    (row,) = street.desk.done("resident", "list", "--json").records
    assert (row["name"], row["phone"], row["debt"]) == ("[damaged]", "[damaged]", "****")
    (change, *_) = street.desk.done("diff", "HEAD", "--json").records
    assert change["after"].startswith("[damaged ")
    street.desk.done("resident", "log", street.resident)


def _swapped(lines: Sequence[str]) -> str:
    """Put the token of the name into the field of the phone, and the other way round."""
    tokens = {one.partition(": ")[0]: one.partition(": ")[2] for one in lines}
    swapped = {"name": tokens["phone"], "phone": tokens["name"]}
    return "".join(
        f"{field}: {swapped[field]}\n"
        if (field := one.partition(": ")[0]) in swapped
        else f"{one}\n"
        for one in lines
    )


def test_what_is_typed_by_hand_is_masked_too(street: People) -> None:
    path = file_of(street.world, street.resident)
    lines = [
        f"phone: {PHONE}" if one.startswith("phone: ") else one
        for one in path.read_text("utf-8").splitlines()
    ]
    extra = f"unknown: {PHONE}\n"
    path.write_text("\n".join(lines) + "\n" + extra, encoding="utf-8")
    for words in (("diff",), ("diff", "--json"), ("status",)):
        out = street.desk.done(*words).out
        assert PHONE not in out
        assert "pm1." not in out
    assert "phone: 138****0115 -> 138****0115 (changed)" in street.desk.done("diff").out
    assert "unknown: 138****0115" in street.desk.done("diff").out


def test_what_is_wrong_with_a_value_is_told_without_it(street: People) -> None:
    path = file_of(street.world, street.resident)
    lines = [
        "unit: flat 402" if one.startswith("unit: ") else one
        for one in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for words in (("diff",), ("status",), ("commit",)):
        answer = street.desk.pm(*words)
        assert "unit" in answer.out + answer.err
        assert "402" not in answer.out + answer.err


def test_an_answer_in_a_file_is_its_owners_alone(street: People) -> None:
    file = street.world.beside / "list.csv"
    file.write_text("old")
    file.chmod(0o644)
    street.desk.done("resident", "list", "--format", "csv", "-o", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert NAME not in file.read_text("utf-8-sig")


def test_masks_are_there_without_a_vault_too(world: World) -> None:
    desk = Desk(world.seen, [], **world.desk().variables)
    desk.done(
        *("init", "open", "--name", "Heron", "--timezone", "Asia/Shanghai", "--lang", "en"),
        *("--staff", MANAGER, "--no-input", "--no-vault"),
    )
    desk = Desk(world.seen / "open", [], **world.desk().variables)
    made = desk.done("resident", "new", "--name", NAME, "--phone", PHONE, "--json")
    resident = new_id(made)
    assert changed_lines(desk)
    for words in (("show", resident), ("list",), ("log", resident)):
        out = desk.done("resident", *words).out
        assert "138****0115" in out
        assert PHONE not in out
        assert NAME not in out
    shown = desk.done("resident", "show", resident, "--reveal", "--purpose", "service", "--json")
    assert shown.records[0]["phone"] == PHONE
