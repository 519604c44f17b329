"""Nothing is said in Chinese that the catalogue lacks: screens are shown, and a spy listens."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from pm.i18n import CONTEXT_END, mark
from pm.i18n.catalogue import CHINESE
from tests.cli.running import Shell
from tests.cli.transcripts import Player, read, stories
from tests.contract.command_tree import Found, tree
from tests.i18n.spy import Heard, is_english, listening
from tests.office.incoming import MAP

COMMANDS = tree()
SCREENS = """
as
check
check --json
completion bash
diff HEAD
diff HEAD --format csv
find 电梯
find nowhere-at-all
log
log --format markdown
log {ticket}
report weekly --week 2026-W46
report weekly --week 2026-W46 --ids --json
report weekly --week 2026-W46 --why solved_on_time
report weekly --week 2026-W46 --format csv
report weekly --week never
report weekly --why nothing
report summary --from 2026-10-01 --to 2026-11-01
report summary --from 2026-11-01 --to 2026-10-01
show {ticket}
sql "select id from ticket limit 2"
sql "delete from ticket"
sql "select"
status
ticket close {ticket}
ticket duplicate {ticket} --duplicate-of {ticket}
ticket list
ticket list --caller-phone none --state open --sort -received_at
ticket list --columns nothing
ticket list --sort nothing
ticket list --state nothing
ticket list --received-at never
ticket log {ticket}
ticket log {ticket} --format csv
ticket new
ticket new --type repair --channel phone --title x --at "2030-01-01 10:00"
ticket new --type repair --channel phone --title x --due soon --caller-unit 9-9-9 --urgency so
ticket new --type repair --channel phone --title x --dry-run
ticket new --type
ticket nothing
ticket reopen {ticket}
ticket reopen {ticket} --reason nothing
ticket show {ticket}
ticket show T
ticket show nothing
ticket triage {ticket} --by nobody
ticket void {ticket} --reason nothing
access list
area edit garage --name-zh 13800000115
check --history
erasure certificate nothing
export new --noun resident --purpose audit
manual
manual nothing
resident new --name "?"
resident new --name Somebody --phone 12
retention due
textconv
ticket show {ticket} --purpose service
ticket show {ticket} --reveal
ticket show {ticket} --reveal --purpose nothing
ticket show {ticket} --reveal --purpose service
vault add nobody
vault add "Tony Hu"
vault add "Tony Hu" --recipient nothing
vault identity
vault init
vault init --into nowhere
vault lock
vault recover
vault recover --key typed
vault remove nobody
vault rotate
vault rotate --keep passphrase
vault status
vault sync
vault sync nowhere
vault unlock
import nothing.csv --map nyc311
import empty.csv --map nyc311
import rows.csv --map nyc311
import rows.csv --map nothing
import rows.csv --map old.yaml --encoding nothing
import rows.csv --map wrong.yaml
import rows.csv --map old.yaml --dry-run
import rows.csv --map old.yaml
import rows.csv --map old.yaml --json
import rows.json --map old.yaml
undo --dry-run
init .
clone . .
migrate
undo
undo --dry-run
nothing
--lang fr status
-C nowhere status
""".strip().splitlines()
"""Lines that are typed in the sample office; whether they are refused does not matter here."""

ROWS = """\
Number,Type,Title,Detail,Category,Received,Due,Done,Status,Note,Other
1,Reparatur,tap,,Water,2026-11-02 10:00,2026-11-03 10:00,2026-11-02 12:00,done,,
1,Reparatur,tap,,Water,2026-11-02 10:00,,,open,,
2,Unbekannt,tap,,Water,never,,,open,,
3,Reparatur
4,Reparatur,tap,,Water,2026-11-02 10:00,,2026-11-01 10:00,done,,
5,Reparatur,tap,,Water,2026-11-02 10:00,,2026-11-01 10:00,open,,
6,Reparatur,tap,,Water,2030-11-02 10:00,,2026-11-03 10:00,open,,
7,Reparatur,,,Water,2026-11-02 10:00,,,done,,
,Reparatur,tap,,Water,,2026-11-03 10:00,,done,,
"""
FILES = {
    "empty.csv": "",
    "old.yaml": MAP.format(slug="old", zone="Asia/Shanghai"),
    "rows.csv": ROWS,
    "rows.json": '{"rows": 1}',
    "wrong.yaml": MAP.format(slug="wrong", zone="Asia/Shanghai")
    .replace("field: due", "field: title")
    .replace("%Y-%m-%d", "day %%")
    .replace("- category", "- ticket"),
}


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """Listen while a test runs; Chinese is spoken."""
    monkeypatch.setenv("PM_LANG", "zh")
    with listening() as said:
        yield said


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Play the sample office once."""
    above = Shell(tmp_path_factory.mktemp("sample"))
    above.done("demo", "--small", "office")
    return Shell(above.folder / "office", PM_LANG="zh")


@pytest.mark.parametrize("found", COMMANDS, ids=[found.typed for found in COMMANDS])
def test_the_help_of_every_command_is_in_the_catalogue(
    found: Found, heard: Heard, tmp_path: Path
) -> None:
    Shell(tmp_path).pm(*found.words, "--help")
    assert heard.lacking == set()
    assert heard.asked or found.words == ("git",)


def test_every_reference_page_is_in_the_catalogue(heard: Heard, tmp_path: Path) -> None:
    for kind in sorted({found.kind.name for found in COMMANDS if found.kind is not None}):
        Shell(tmp_path).done("reference", kind)
    assert heard.lacking == set()


def test_what_the_sample_office_shows_is_in_the_catalogue(sample: Shell, heard: Heard) -> None:
    closed = sample.done("ticket", "list", "--state", "closed", "--json").records[0]["id"]
    for name, text in FILES.items():
        (sample.folder / name).write_text(text, encoding="utf-8")
    lacking = {}
    for line in SCREENS:
        heard.lacking.clear()
        answer = sample.pm(*shlex.split(line.format(ticket=closed)))
        assert answer.code != 1, answer.told
        lacking[line] = sorted(heard.lacking)
    assert {line: texts for line, texts in lacking.items() if texts} == {}


def test_every_record_is_shown_by_the_catalogue(sample: Shell, heard: Heard) -> None:
    for kind in (found.kind for found in COMMANDS if found.words[1:] == ("show",)):
        assert kind is not None
        noun = kind.name.replace("_", "-")
        for record in sample.done(noun, "list", "--limit", "5", "--json").records:
            sample.done(noun, "show", record["id"])
    assert heard.lacking == set()


OFTEN = ("first-day.zh", "refusals.zh")
"""The stories that are heard each time; the others go in the long step."""
TOLD = [
    pytest.param(story, id=story.stem, marks=() if story.stem in OFTEN else pytest.mark.long)
    for story in stories()
    if story.stem.endswith(".zh")  # the English ones are told by the same commands
]


@pytest.mark.parametrize("story", TOLD)
def test_every_story_is_told_by_the_catalogue(story: Path, heard: Heard, tmp_path: Path) -> None:
    player = Player(tmp_path)
    player.shell.variables["PM_LANG"] = "zh"
    player.play(read(story.read_text(encoding="utf-8")))
    assert heard.lacking == set()


def test_what_the_catalogue_lacks_is_heard(heard: Heard) -> None:
    CHINESE.say(mark("nobody translates {this}", this="me"))
    CHINESE.say(mark("yes"))
    assert heard.lacking == {"nobody translates {this}"}


def test_a_translation_is_not_english() -> None:
    assert is_english(f"state{CONTEXT_END}received")
    assert not is_english("{fields}")
    assert not is_english("没有选项 --x")
