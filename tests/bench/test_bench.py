"""The benchmark works: at a size that measures nothing."""

from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.cases import Aim
from tests.bench.processes import Times
from tests.bench.sealed_offices import SealedPair
from tests.bench.table import Row
from tests.bench.vault_cases import vault_cases


def test_a_small_office_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--sizes", "40", "--rounds", "1", "--keep", str(tmp_path)]
    main([*arguments, "--only", "list", "--only", "new"])
    told = capsys.readouterr().out
    assert "pm ticket list --state open" in told
    assert "pm ticket new" in told
    assert "NO" not in told


@pytest.mark.long
def test_a_sealed_office_is_held_against_a_clear_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["vault", "--sizes", "12", "--rounds", "1", "--keep", str(tmp_path)]
    main([*arguments, "--only", "seal", "--only", "unlock", "--only", "residents"])
    told = capsys.readouterr().out
    assert "seal one value" in told
    assert "µs" in told
    assert "pm resident list --limit 50" in told
    assert "not sealed" in told
    assert "NO" not in told


@pytest.mark.long
def test_what_is_measured_of_the_vault_begins_with_the_same_keys(tmp_path: Path) -> None:
    pair = SealedPair(tmp_path, 5)
    before = [path.read_bytes() for path in (tmp_path / "vault-5" / "identities").rglob("*.key")]
    (forgetting,) = (case for case in vault_cases() if case.name == "forget")
    for _ in range(2):  # the second finds the resident again
        forgetting.run(pair).seconds()
    pair.restore()
    after = [path.read_bytes() for path in (tmp_path / "vault-5" / "identities").rglob("*.key")]
    assert before == after
    assert pair.run("resident", "list", "--limit", "1").seconds() > 0


def test_an_aim_is_judged_at_its_size() -> None:
    times = {1000: Times(1.0, 0.5, 2.0), 10_000: Times(2.0, 0.5, 4.0)}
    assert Row("a", times, "b", Aim(3.0, "x", 1000)).met() is True
    assert Row("a", times, "b", Aim(3.0, "x", 10_000)).met() is False
    assert Row("a", times, "b", Aim(3.0, "x", 100_000)).met() is None
    assert Row("a", times, "b", Aim(1.5, "s", 10_000)).met() is False
    assert Row("a", times, "b", None).met() is None
    assert Row("a", {}, "b", Aim(3.0, "x"), "it fell over").met() is False


@pytest.mark.long
def test_everything_can_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sizes", "40,60", "--rounds", "1", "--keep", str(tmp_path)])
    told = capsys.readouterr().out
    assert "pm ticket new, growth" in told
    assert "pm resident forget" in told
    assert "error" not in told
