"""The index holds personal values as they stand on disk, never in plain text."""

from pathlib import Path

from pm.index.database import Index
from pm.index.layout import tables
from pm.store.repository import Repository
from tests.index.synthetic import Office
from tests.index.things import Kinds, TokenVault, file_of, things


def test_no_plain_text_of_a_personal_field_is_in_the_file(tmp_path: Path) -> None:
    vault, office = TokenVault(), Office(tmp_path / "office")
    for tree in things(30, vault, seed=5):
        for place, token in list(vault.plain):
            plain = f"geheim-{place.path}-密"
            vault.plain[place, token] = plain
        office.write(*file_of(tree))
    office.commit("things")
    repository = Repository.open(office.folder)
    index = Index.open(repository, Kinds(), "key")
    thing = Kinds().kind("thing")
    assert len(list(index.find([thing], "geheim", vault.open))) > 50
    assert list(index.find([thing], "geheim")) == []
    index.close()
    repository.close()
    held = b"".join(file.read_bytes() for file in (office.folder / ".git/pm").iterdir())
    tokens = {token for _, token in vault.plain}
    assert sum(token.encode() in held for token in tokens) > 50
    assert b"geheim" not in held
    assert "密".encode() not in held


def test_a_personal_number_or_time_has_no_column_of_numbers() -> None:
    table = tables(Kinds().kind("thing"))[0]
    assert {"number__n", "seen_at__n", "owner_age__n"} <= set(table.names())
    assert "amount__n" not in table.names()
