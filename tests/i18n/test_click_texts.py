"""What click says by itself is said in the language that pm speaks."""

import gettext
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from pm.i18n.click_texts import install_for_click


@click.group()
def office() -> None:
    """Answer the phone."""


@office.command()
@click.option("--title", required=True)
@click.option("--type", "kind", type=click.Choice(["repair", "complaint"]), default="repair")
def new(title: str, kind: str) -> None:
    """Write it down."""
    click.echo(f"{title} {kind}")


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("LANGUAGE", raising=False)
    before = gettext.textdomain()
    yield
    gettext.textdomain(before)


def said(*words: str) -> str:
    return CliRunner().invoke(office, words, prog_name="pm").output


def test_click_speaks_chinese() -> None:
    install_for_click("zh")
    assert "用法： pm" in said("--help")
    assert "显示本帮助并退出。" in said("--help")
    assert "缺少选项 '--title'" in said("new")
    assert "没有命令 'nwe'" in said("nwe")
    assert "'repare' 不在可选范围内" in said("new", "--title", "x", "--type", "repare")
    assert "多余的参数：b" in said("new", "--title", "x", "b")


def test_click_speaks_english_again() -> None:
    install_for_click("zh")
    install_for_click("en")
    assert "Usage: pm" in said("--help")
    assert "Missing option '--title'" in said("new")


def test_english_leaves_the_process_as_it_is() -> None:
    code = (
        "import gettext, os; from pm.i18n.click_texts import install_for_click;"
        "before = dict(os.environ); install_for_click('en');"
        "assert gettext.textdomain() == 'messages' and dict(os.environ) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
