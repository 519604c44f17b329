"""Units, households, staff, rosters and answers come in by the maps that come with pm."""

import pytest

from pm.office.importing.bringing import Imported, Incoming, bring_in
from tests.cli.running import Shell
from tests.office.incoming import open_office, told

UNITS = """\
房号,楼栋,网格,楼层,建筑面积,用途,状态,交付日期
3-1-402,3号楼,east,4,96.50,住宅,已入住,2020-05-01
3-1-403,3号楼,east,4,88.00,住宅,空置,
5-1-101,3号楼,,1,60.00,商铺,出租,2019/1/1
,,,,,,,
"""
RESIDENTS = """\
编号,姓名,联系电话,证件号码,房号,身份,入住日期,家庭成员,车牌,特殊需求,备注
H1,周建华,13800000115,440106199001011234,3-1-402,业主,2020-06-01,李梅、周小明,粤B12323、粤B99988,老人行动不便,旧系统
H2,陈静,13800000116,,3-1-403,租户,2024-01-01,,,,
H3,无名,13800000117,,9-9-999,租户,2024-01-01,,,,
"""
STAFF = """\
工号,姓名,岗位,部门,手机,备注
007,胡涛,维修技工,工程维修部,13800000010,
008,何静,保洁主管,环境部,13800000011,
009,孙强,保安员,秩序维护部,13800000012,
"""
CERTIFIED = """\
工号,姓名,岗位,部门,手机,备注,证书,证书编号,发证日期,有效期至
007,胡涛,维修技工,工程维修部,13800000010,老员工,低压电工作业证,T440106-0932,2023-12-21,2026-12-20
007,,,,,,电梯安全管理员证,,2024-01-10,
008,何静,保安员,秩序维护部,13800000011,,,,,
009,孙强,保安员,秩序维护部,,,保安员证,,2024-13-01,
010,李强,保安员,秩序维护部,,,,,,
010,李刚,,,,,保安员证,,,
"""
FILES = """\
编号,姓名,联系电话,证件号码,房号,身份,入住日期,车牌,特殊需求,备注,成员姓名,成员电话,成员关系,资料,资料情况
H1,周建华,13800000115,,3-1-402,业主,2020-06-01,,,,李梅,13800000118,配偶,身份证复印件,已存
H1,,,,,,,,,,周小明,,子女,household-form,缺
H2,陈静,13800000116,,3-1-403,租户,2024-01-01,,,,,,,,
H3,吴刚,13800000117,,3-1-403,租户,2024-01-01,,,,,13800000119,,,
"""
ANSWERS = """\
序号,问题,答复,类型,类别,关键词,生效日期,失效日期
1,访客车停哪里？,北门内访客车位。,应知应会,停车,访客、临停,,
2,今晚为什么停水？,水泵检修。,最新事项,给排水,,2026-11-22,2026-11-23
3,谁修水管？,请打13800000109,应知应会,给排水,,,
4,何时开放？,春季。,最新事项,绿化,,2026-11-30,2026-11-01
5,,没有问题。,应知应会,绿化,,,
"""

ROSTERS = """\
周次,星期,班次,部门,工种,值班人,替班人
2026-w48,周一、周二、周一,day,工程维修部,water,胡涛,孙强
2026-w48,周三,夜班,工程维修部,,孙强,
2026-w49,周一,day,工程维修部,,胡涛,
2026-w49,星期二,day,工程维修部,,无此人,
2026-w49,周三,day,工程维修部,,胡涛,
2026-w60,周三,day,工程维修部,,胡涛,
"""


@pytest.fixture
def shell(office: Shell) -> Shell:
    office.done("estate", "new", "heron", "--name-en", "Heron")
    office.done("grid", "new", "east", "--name-en", "East", "--estate", "heron")
    office.done("building", "new", "b3", "--name-zh", "3号楼", "--estate", "heron")
    return office


def brought(shell: Shell, text: str, name: str, *, dry_run: bool = False) -> Imported:
    office = open_office(shell)
    try:
        return bring_in(office, Incoming(f"{name}.csv", text.encode(), name), dry_run=dry_run)
    finally:
        office.close()


def test_a_flat_that_was_entered_by_hand_is_not_brought_in_again(shell: Shell) -> None:
    shell.done("unit", "new", "--code", "3-1-403", "--building", "b3")
    flat = shell.done("unit", "list", "--json").records[0]["id"]
    found = brought(shell, UNITS, "units")
    assert (found.imported, found.outside) == (2, 1)
    assert f"a code of its own: {flat} has it (pm unit show {flat})" in told(found)[0]


def test_flats_are_known_by_their_codes_after_an_import_that_was_taken_back(shell: Shell) -> None:
    brought(shell, UNITS, "units")
    shell.done("undo")
    assert brought(shell, UNITS, "units").imported == 3
    assert "occupied" in shell.done("unit", "show", "3-1-402").out


def test_units_come_in_with_the_state_that_they_have(shell: Shell) -> None:
    tried = brought(shell, UNITS, "units", dry_run=True)
    assert (tried.imported, tried.commit) == (3, None)
    assert brought(shell, UNITS, "units").imported == 3
    again = brought(shell, UNITS, "units")
    assert (again.imported, again.unchanged, again.commit) == (0, 3, None)
    found = shell.done("unit", "list", "--sort", "code", "--json").records
    assert [(one["code"], one["state"], one["use"]) for one in found] == [
        ("3-1-402", "occupied", "home"),
        ("3-1-403", "vacant", "home"),
        ("5-1-101", "let", "shop"),
    ]
    assert found[0]["building"] == "b3"
    assert found[0]["delivered_on"] == "2020-05-01"


def test_households_come_in_with_those_who_live_there(shell: Shell) -> None:
    brought(shell, UNITS, "units")
    found = brought(shell, RESIDENTS, "residents")
    assert (found.imported, told(found)) == (
        2,
        ["residents.csv, line 4, 房号: there is no unit '9-9-999'"],
    )
    reveal = ("--reveal", "--purpose", "service", "--json")
    (one,) = shell.done("resident", "list", "--capacity", "owner", "--json").records
    (shown,) = shell.done("resident", "show", one["id"], *reveal).records
    assert [member["name"] for member in shown["members"]] == ["李梅", "周小明"]
    assert shown["plates"] == ["粤B12323", "粤B99988"]
    assert (shown["building"], shown["grid"], shown["source_key"]) == ("b3", "east", "H1")
    assert "旧系统" in shown["source_kept"]
    for name in ("周建华", "13800000115", "3-1-402", "李梅"):
        assert name not in shell.git("grep", "-h", "", "--", "records/residents")
    mended = RESIDENTS.replace("9-9-999", "3-1-403")
    again = brought(shell, mended, "residents")
    assert (again.imported, again.unchanged, again.errors) == (1, 2, ())


def test_staff_come_in_with_new_departments_and_known_posts(shell: Shell) -> None:
    found = brought(shell, STAFF, "staff")
    assert (found.imported, told(found)) == (
        2,
        ["staff.csv, line 3, 岗位 '保洁主管': the value table of post does not have it"],
    )
    people = shell.done("staff", "list", "--source-system", "staff", "--json").records
    assert sorted((one["name"], one["post"]) for one in people) == [
        ("孙强", "security-guard"),
        ("胡涛", "technician"),
    ]


def test_staff_come_in_with_certificates_a_row_for_each(shell: Shell) -> None:
    found = brought(shell, CERTIFIED, "staff")
    assert (found.imported, found.outside) == (3, 3)
    assert [str(one) for one in told(found)] == [
        "staff.csv, line 5, 发证日期: '2024-13-01' is not a day like 2026-11-22",
        "staff.csv, line 6, 工号 '010': a record comes in whole: its 2 rows stay outside",
        "staff.csv, line 7, 姓名: line 6 of the same record says otherwise",
    ]
    (one,) = shell.done("staff", "list", "--source-key", "007", "--json").records
    (shown,) = shell.done("staff", "show", one["id"], "--json").records
    first, second = shown["certificates"]
    assert (first["qualification"], first["expires_on"]) == (
        "low-voltage-electrician",
        "2026-12-20",
    )
    assert second["issued_on"] == "2024-01-10"
    assert first["id"] != second["id"]
    (none,) = shell.done("staff", "list", "--source-key", "008", "--json").records
    (shown,) = shell.done("staff", "show", none["id"], "--json").records
    assert not shown.get("certificates")
    assert "T440106-0932" not in shell.git("grep", "-h", "", "--", "records/staff")
    told_of = shell.done("staff", "certificates", "--days", "90", "--json").records
    assert [one["certificate"] for one in told_of] == [first["id"]]


def test_household_files_come_in_with_members_and_papers_a_row_for_each(shell: Shell) -> None:
    brought(shell, UNITS, "units")
    found = brought(shell, FILES, "residents")
    assert (found.imported, found.outside) == (3, 1)
    assert told(found) == ["residents.csv, line 5, 成员姓名: there is nothing in it"]
    (one,) = shell.done("resident", "list", "--source-key", "H1", "--json").records
    reveal = ("--reveal", "--purpose", "service", "--json")
    (shown,) = shell.done("resident", "show", one["id"], *reveal).records
    members = [
        (member["name"], member.get("phone"), member["relation"]) for member in shown["members"]
    ]
    assert members == [("李梅", "13800000118", "spouse"), ("周小明", None, "child")]
    assert len({member["data_subject"] for member in shown["members"]} | {one["id"]}) == 3
    assert [(paper["paper"], paper["status"]) for paper in shown["papers"]] == [
        ("id-copy", "present"),
        ("household-form", "missing"),
    ]
    rates = shell.done("resident", "completeness", "--json").json
    assert rates["records"][0]["id"] == one["id"]


def test_answers_come_in_and_what_is_personal_in_them_stays_outside(shell: Shell) -> None:
    found = brought(shell, ANSWERS, "answers")
    assert found.imported == 2
    assert [problem.line for problem in found.errors] == [4, 5, 6]
    assert told(found)[2] == "answers.csv, line 6, 问题: there is nothing in it"
    assert "phone number" in told(found)[0]
    assert "--valid-until" in told(found)[1]
    answers = shell.done("answer", "find", "访客", "--json").records
    assert [one["answer_zh"] for one in answers] == ["北门内访客车位。"]


def test_the_rows_of_a_week_make_its_roster_or_none(shell: Shell) -> None:
    brought(shell, STAFF, "staff")
    tried = brought(shell, ROSTERS, "duties", dry_run=True)
    assert (tried.imported, tried.outside, tried.commit) == (2, 4, None)
    found = brought(shell, ROSTERS, "duties")
    assert (found.imported, found.outside) == (2, 4)
    assert told(found) == [
        "duties.csv, line 4, 周次 '2026-w49': a record comes in whole: its 3 rows stay outside",
        "duties.csv, line 5, 星期 '星期二': the value table of lines_weekdays does not have it",
        "duties.csv, line 5, 值班人: there is no staff '无此人'",
        "duties.csv, line 7, 周次 '2026-w60': this is no week, as in 2026-w48",
    ]
    (roster,) = shell.done("duty", "list", "--source-system", "duties", "--json").records
    assert (roster["id"], roster["state"]) == ("2026-w48", "draft")
    (shown,) = shell.done("duty", "show", "2026-w48", "--json").records
    first, second = shown["lines"]
    assert (first["weekdays"], first["shift_time"]) == (["mon", "tue"], "day")
    assert (first["trade"], second["shift_time"], second.get("stand_in")) == (
        "water",
        "night",
        None,
    )
    assert first["id"] != second["id"]
    mended = ROSTERS.replace("星期二", "周二").replace("无此人", "孙强")
    again = brought(shell, mended, "duties")
    assert (again.imported, again.unchanged, again.outside) == (3, 2, 1)
    shell.done("duty", "publish", "2026-w49")
    once_more = brought(shell, mended, "duties")
    assert (once_more.imported, once_more.unchanged, once_more.commit) == (0, 5, None)


def test_a_roster_that_was_typed_stays_as_it_is(shell: Shell) -> None:
    brought(shell, STAFF, "staff")
    shell.done("duty", "new", "2026-w48")
    found = brought(shell, ROSTERS, "duties")
    assert told(found)[:2] == [
        "duties.csv, line 2: there is a duty '2026-w48' already",
        "duties.csv, line 2, 周次 '2026-w48': a record comes in whole: its 2 rows stay outside",
    ]
    assert found.imported == 0


def test_a_roster_of_which_the_import_was_undone_comes_in_anew(shell: Shell) -> None:
    brought(shell, STAFF, "staff")
    brought(shell, ROSTERS, "duties")
    shell.done("undo")
    (roster,) = shell.done("duty", "list", "--state", "void", "--json").records
    assert roster["id"] == "2026-w48"
    assert brought(shell, ROSTERS.replace("夜班", "day"), "duties").imported == 2
    (shown,) = shell.done("duty", "show", "2026-w48", "--json").records
    assert (shown["state"], shown["lines"][1]["shift_time"]) == ("draft", "day")
    assert not shell.pm("check").code
