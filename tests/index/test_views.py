"""``pm sql`` reads what the reader may see, and does nothing else."""

from collections.abc import Iterator

import pytest

from pm.errors import Invalid
from pm.index.database import Index
from pm.index.views import HIDDEN, Views
from pm.model.fields import Field
from pm.model.node import Tree
from pm.model.values import Place
from tests.index.things import Kinds, TokenVault

KINDS = list(Kinds().kinds())


@pytest.fixture
def views(thing_index: Index) -> Iterator[Views]:
    made = thing_index.views(KINDS)
    yield made
    made.close()


def test_there_is_a_view_of_each_kind_and_list(views: Views) -> None:
    assert views.names == sorted(
        ["act", "meta", "record", "shelf", "thing", "thing__members", "thing__steps"]
    )


def test_personal_values_are_a_dot_where_there_is_one(views: Views, trees: list[Tree]) -> None:
    answer = views.run("SELECT id, secret, phones, code, number, number__n FROM thing")
    assert answer.columns == ("id", "secret", "phones", "code", "number", "number__n")
    assert len(answer.rows) == len(trees)
    by_id = {str(tree["id"]): tree for tree in trees}
    for record_id, secret, phones, code, number, counted in answer.rows:
        tree = by_id[record_id]
        assert secret == (HIDDEN if "secret" in tree else None)
        assert phones == (HIDDEN if "phones" in tree else None)
        assert (code, number) == (tree["code"], tree.get("number"))
        assert counted == (None if number is None else int(number))
    assert views.run("SELECT DISTINCT note FROM thing__steps").rows == [(HIDDEN,)]


def test_who_may_read_them_sees_them(
    thing_index: Index, vault: TokenVault, trees: list[Tree]
) -> None:
    def show(field: Field, place: Place, disk: str) -> str:
        assert field.scope is not None
        return vault.open(place, disk) or "not opened"

    views = thing_index.views(KINDS, show)
    plain = {token: text for (_, token), text in vault.plain.items()}
    found = dict(views.run("SELECT id, secret FROM thing WHERE secret NOT NULL").rows)
    assert found == {
        str(tree["id"]): plain[str(tree["secret"])] for tree in trees if "secret" in tree
    }
    rows = views.run("SELECT note FROM thing__steps UNION SELECT name FROM thing__members").rows
    assert not {HIDDEN, "not opened"} & {text for (text,) in rows}
    phones = views.run("SELECT phones FROM thing WHERE phones NOT NULL LIMIT 1").rows[0][0]
    assert len(phones.split("\n")) == 2
    views.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*), max(day) FROM thing t JOIN record r ON r.id = t.id GROUP BY colour",
        "WITH some AS (SELECT * FROM thing) SELECT count(*) FROM some",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT * FROM n",
        "SELECT value FROM json_each('[1, 2]')",
        "SELECT verb, count(*) FROM act GROUP BY verb",
        "VALUES (1)",
    ],
)
def test_reading_in_every_way_is_possible(views: Views, statement: str) -> None:
    assert views.run(statement).rows


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM thing",
        "INSERT INTO thing (id) VALUES ('x')",
        "UPDATE thing SET code = 'x'",
        "CREATE TABLE x (y)",
        "CREATE TEMP VIEW x AS SELECT * FROM thing",
        "DROP VIEW thing",
        "ATTACH 'x.db' AS x",
        "DETACH main",
        "PRAGMA query_only = OFF",
        "PRAGMA database_list",
        "SELECT * FROM pragma_database_list",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM temp.sqlite_temp_master",
        "SELECT secret FROM main.thing",
        "WITH thing AS (SELECT secret FROM main.thing) SELECT * FROM thing",
        "SELECT load_extension('x')",
        "SELECT randomblob(1000000000)",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
        "SELECT 1; SELECT 2",
        "SELECT nonsense FROM thing",
        "this is no SQL",
        "",
        "SELECT 'a\x00b",
    ],
)
def test_nothing_else_is_possible(views: Views, statement: str) -> None:
    if not statement:
        assert views.run(statement).rows == []
        return
    with pytest.raises(Invalid, match="refused"):
        views.run(statement)


def test_a_statement_without_end_is_stopped(thing_index: Index) -> None:
    views = Views(thing_index._connection, KINDS, None, seconds=0.05)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(Invalid, match="took longer"):
        views.run(endless)
    assert views.run("SELECT 1").rows == [(1,)]
    views.close()


def test_a_refusal_does_not_tell_where_the_tables_lie(views: Views) -> None:
    for statement in ("SELECT x FROM thing", "SELECT * FROM nothing", "SELECT thing.x FROM thing"):
        with pytest.raises(Invalid) as refusal:
            views.run(statement)
        assert views._secret not in str(refusal.value)
