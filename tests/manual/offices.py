"""The office in which the examples of a chapter are played: its people, its flats, a household."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from pm.i18n.formats import Code
from tests.cli.running import Shell, packed

NOW = "2026-11-23T17:00:00+08:00"
"""A Monday, late enough for what was promised in the afternoon."""
PEOPLE: Mapping[Code, Mapping[str, str]] = {
    "en": {
        "Chen Li": "",
        "Wang Fang": "front-desk",
        "Li Qiang": "technician",
        "Zhou Min": "service-head",
        "Sun Lan": "grid-steward",
        "Zhao Lei": "assistant-manager",
        "Guo Wei": "quality-manager",
    },
    "zh": {
        "陈立": "",
        "王芳": "front-desk",
        "李强": "technician",
        "周敏": "service-head",
        "孙兰": "grid-steward",
        "赵磊": "assistant-manager",
        "郭伟": "quality-manager",
    },
}
"""Who works in the office, and at which post; the first founds it."""
NAMES: Mapping[Code, Mapping[str, str]] = {
    "en": {"office": "Heron Gardens", "grid": "East grid", "building": "Building 3"},
    "zh": {"office": "鹭洲花园", "grid": "东片区", "building": "3栋"},
}
FLATS = ("3-1-401", "3-1-402", "3-1-501", "3-1-502")
_UNITS = "房号,楼栋,网格,楼层,建筑面积,用途,状态,交付日期\n" + "".join(
    f"{flat},building-3,east,{flat[-3]},96.50,住宅,已入住,2020-10-20\n" for flat in FLATS
)


def found(folder: Path, code: Code) -> Path:
    """Make the office; the clerk at the desk acts in it."""
    people, names = PEOPLE[code], NAMES[code]
    manager, clerk, _, _, steward, *_ = people
    shell = _shell(folder, code)
    Shell(folder.parent, **shell.variables).done(
        *("init", folder.name, "--name", names["office"], "--timezone", "Asia/Shanghai"),
        *("--lang", code, "--staff", manager, "--no-input"),
    )
    for name, post in people.items():
        if post:
            shell.done("staff", "new", "--name", name, "--post", post)
            shell.done("vault", "add", name)
    for words in _estate(code, steward):
        shell.done(*words)
    _bring_in(shell, "units", _UNITS)
    shell.done(*("resident", "new", "--unit", "3-1-402", "--capacity", "owner"), *_household(code))
    member = ("--member-name", _NAME[code], "--relation", "child")
    shell.done("resident", "add-member", _only(shell, "resident"), *member)
    shell.done("as", clerk)
    packed(folder)
    return folder


_NAME: Mapping[Code, str] = {"en": "Lily Ellis", "zh": "周小雨"}


def _household(code: Code) -> Sequence[str]:
    name = {"en": "Mark Ellis", "zh": "周明"}[code]
    return "--name", name, "--phone", "13800000115", "--since", "2020-11-20"


def _only(shell: Shell, noun: str) -> str:
    """Give the id of the one record of a kind."""
    (record,) = shell.done(noun, "list", "--json").records
    return str(record["id"])


def _estate(code: Code, steward: str) -> Sequence[Sequence[str]]:
    name, names = f"--name-{code}", NAMES[code]
    of_estate = ("--estate", "heron")
    return [
        ("estate", "new", "heron", name, names["office"]),
        ("grid", "new", "east", name, names["grid"], *of_estate, "--steward", steward),
        ("building", "new", "building-3", name, names["building"], *of_estate, "--grid", "east"),
    ]


def _bring_in(shell: Shell, plan: str, rows: str) -> None:
    """Import a file that does not stay."""
    file = shell.folder / f"{plan}.csv"
    file.write_text(rows, encoding="utf-8")
    shell.done("import", file.name, "--map", plan)
    file.unlink()


CALLS_MAP = """\
id: calls
state: active
data_subject: office
name:
  en: List of calls
  zh: 来电登记表
kind: ticket
verb: import
key: No
happened: received_at
times:
  - "%Y-%m-%d %H:%M"
fields:
  - field: type
    value: repair
  - field: channel
    value: phone
  - field: received_at
    columns: [When]
  - field: title
    columns: [What]
"""
"""The map that the chapter on imports shows."""
_RESIDENTS = (
    "编号,姓名,联系电话,证件号码,房号,身份,入住日期,车牌,特殊需求,备注",
    "1,胡涛,13800000131,,3-1-502,租户,2024-05-01,,,",
    "2,吴敏,13800000132,,3-1-501,业主,2021-03-01,,,",
)
_CALLS = ("No,When,What", "1,2026-11-20 09:41,停水", "2,2026-11-20 09:42,电梯停了")
_FILES: Mapping[str, str] = {
    "requests.csv": (Path(__file__).parents[1] / "data" / "nyc311.csv").read_text("utf-8"),
    "units.csv": _UNITS.replace("3-1-", "3-2-"),
    "residents.csv": "\n".join(_RESIDENTS),
    "calls.yaml": CALLS_MAP,
    "calls.csv": "\n".join(_CALLS),
}
"""What lies in the folder besides: lists of an old system."""


def copied(office: Path, folder: Path, code: Code) -> Shell:
    """Give a shell in an office of one's own, with keys of its own and lists to bring in."""
    shutil.copytree(office, folder, symlinks=True)
    shutil.copytree(_keys(office), _keys(folder))
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return _shell(folder, code)


def _keys(folder: Path) -> Path:
    """Give the place where the keys of an office's people are kept."""
    return folder.with_name(f"keys-of-{folder.name}")


def _shell(folder: Path, code: Code) -> Shell:
    return Shell(folder, PM_LANG=code, PM_NOW=NOW, PM_IDENTITIES=str(_keys(folder)))
