"""The import law: who may import whom, and through which door the outside comes in.

Every rule is a function of parsed modules, so that each is also shown to find its own breach.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent

LAW = {
    "i18n": set[str](),
    "model": set[str](),
    "kinds": {"model"},
    "store": {"model"},
    "vault": {"model"},
    "index": {"model", "store"},
    "reports": {"model"},
    "render": {"model", "reports", "i18n"},
    "office": {"model", "kinds", "store", "vault", "index", "reports", "i18n"},
    "cli": {"office", "render", "i18n", "model"},
    "__main__": {"cli"},
}
"""The rooms that each room may import, besides itself."""

OPEN = {"", "errors"}
"""Open to every room: the version in ``pm`` itself, and the refusals."""

OPEN_WORDS = {"Beside", "Message", "mark"}
"""What every room may take from ``pm.i18n``."""

LOADERS = {"pm/office/registry.py": "pm.kinds.", "pm/cli/loading.py": "pm.cli."}
"""The files that load modules when they are asked for, by name, and whose modules each loads."""

BY_NAME_MODULES = {"importlib", "pkgutil", "runpy", "zipimport"}

DOORS = {
    "chinese_calendar": set[str](),
    "click": {"cli"},
    "cryptography": set[str](),
    "keyring": set[str](),
    "msgspec": {"model", "kinds", "index", "office"},  # records are its structs
    "ruamel": {"store"},
    "git": set[str](),
    "pyrage": set[str](),
    "tabulate": set[str](),
    "wcwidth": set[str](),
    "setuptools": {"packaging"},
}
"""The outside libraries, and the rooms that may import each at the top of a file."""

ONE_FILE = {
    "chinese_calendar",
    "cryptography",
    "git",
    "keyring",
    "pyrage",
    "ruamel",
    "setuptools",
    "tabulate",
    "wcwidth",
}
"""The outside libraries that exactly one file knows."""


class Import(NamedTuple):
    """One imported name: the file and line, what is imported, and whether inside a function."""

    file: str
    line: int
    module: str
    name: str
    lazy: bool

    @property
    def room(self) -> str:
        """Name the room that imports: a folder of ``pm`` or a file that stands beside them."""
        return room_of(Path(self.file).with_suffix("").as_posix().replace("/", "."))

    @property
    def target(self) -> str:
        """Name the room that is imported; empty for ``pm`` itself."""
        whole = f"{self.module}.{self.name}" if self.module == "pm" else self.module
        return room_of(whole)

    @property
    def package(self) -> str:
        """Name the top-level package that is imported."""
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        """Say it as a breach is reported."""
        return f"{self.file}:{self.line} imports {self.module} {self.name}".rstrip()


def room_of(module: str) -> str:
    """Give the second part of a dotted name below ``pm``; empty for what stands in ``pm``."""
    second = module.split(".")[1] if "." in module else ""
    return second if second in LAW or (ROOT / "pm" / f"{second}.py").exists() else ""


class Reader(ast.NodeVisitor):
    """Gather the imports of one file, relative ones and those for type checkers too."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.depth = 0
        self.found: list[Import] = []

    def _function(self, node: ast.AST) -> None:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _function  # noqa: N815 - ast's names

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._add(node, alias.name, "")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = self._absolute(node)
        for alias in node.names:
            self._add(node, module, alias.name)

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in {"__import__", "exec", "eval"}:
            self._add(node, "importlib", called)
        elif called == "import_module":
            self._add(node, "importlib.import_module", beginning(node.args[0]))
        self.generic_visit(node)

    def _absolute(self, node: ast.ImportFrom) -> str:
        here = Path(self.file).parent.parts
        above = here[: len(here) - node.level + 1] if node.level else ()
        return ".".join([*above, *filter(None, [node.module])])

    def _add(self, node: ast.stmt | ast.expr, module: str, name: str) -> None:
        self.found.append(Import(self.file, node.lineno, module, name, lazy=self.depth > 0))


def beginning(text: ast.expr) -> str:
    """Give what is certain of a text: all of a literal, the first part of an f-string."""
    first = text.values[0] if isinstance(text, ast.JoinedStr) else text
    return str(first.value) if isinstance(first, ast.Constant) else ""


def imports_of(file: str, source: str) -> list[Import]:
    """Read the imports of one file; its path is relative to the root."""
    reader = Reader(file)
    reader.visit(ast.parse(source))
    return reader.found


def all_imports() -> list[Import]:
    """Read the imports of the whole package."""
    return [
        found
        for path in sorted((ROOT / "pm").rglob("*.py"))
        for found in imports_of(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]


def across_rooms(imports: list[Import]) -> Iterator[str]:
    """Name the imports that the law does not allow."""
    for each in imports:
        if each.package != "pm" or each.target in OPEN | {each.room}:
            continue
        if each.module == "pm.i18n" and each.name in OPEN_WORDS:
            continue
        if each.target not in LAW.get(each.room, set()):
            yield f"{each}: {each.room} may not import {each.target}"


def lazy_of_our_own(imports: list[Import]) -> Iterator[str]:
    """Name the imports of our own modules inside functions."""
    for each in imports:
        if each.package == "pm" and each.lazy and each.file not in LOADERS:
            yield f"{each}: our own modules are imported at the top"


def by_name(imports: list[Import]) -> Iterator[str]:
    """Name the places that can import what no reader of the source can see."""
    for each in imports:
        if each.package in BY_NAME_MODULES:
            ours = LOADERS.get(each.file)
            strange = each.module == "importlib.import_module" and each.name != "import_module"
            if ours is None or (strange and not each.name.startswith(ours)):
                yield f"{each}: only {', '.join(LOADERS)} load by name, each its own modules"


def outside_at_the_top(imports: list[Import]) -> Iterator[str]:
    """Name the outside libraries that are unknown, or imported before they are needed."""
    for each in imports:
        if each.package == "pm" or each.package in sys.stdlib_module_names:
            continue
        if each.package not in DOORS:
            yield f"{each}: not among the outside libraries"
        elif not each.lazy and each.room not in DOORS[each.package]:
            yield f"{each}: import it inside the function that needs it"


def second_doors(imports: list[Import]) -> Iterator[str]:
    """Name the outside libraries that more than one file imports."""
    for package in sorted(ONE_FILE):
        files = {each.file for each in imports if each.package == package}
        if len(files) > 1:
            yield f"{package} has more than one door: {', '.join(sorted(files))}"


RULES = [across_rooms, lazy_of_our_own, by_name, outside_at_the_top, second_doors]


@pytest.fixture(scope="module")
def house() -> list[Import]:
    return all_imports()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_law(rule: object, house: list[Import]) -> None:
    assert callable(rule)
    assert list(rule(house)) == []


def test_the_law_is_read_from_a_house_that_is_not_empty(house: list[Import]) -> None:
    assert {each.room for each in house} >= {"errors", "model", "office", "store"}


def test_every_folder_of_the_package_has_its_place_in_the_law() -> None:
    rooms = {path.parent.name for path in (ROOT / "pm").glob("*/__init__.py")}
    assert rooms <= LAW.keys()


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("pm/cli/main.py", "from pm.store import git"),
        ("pm/cli/main.py", "import pm.store.git"),
        ("pm/cli/main.py", "from pm import store"),
        ("pm/cli/main.py", "from ..store import git"),
        ("pm/cli/main.py", "from .. import store"),
        ("pm/cli/main.py", "if TYPE_CHECKING:\n    from pm.index import query"),
        ("pm/cli/main.py", "try:\n    from pm.vault import seal\nexcept ImportError:\n    pass"),
        ("pm/model/record.py", "from pm.kinds.ticket import Ticket"),
        ("pm/model/record.py", "from pm.i18n.catalogue import Language"),
        ("pm/model/record.py", "from pm.i18n import catalogue"),
        ("pm/store/git.py", "from pm.kinds import ticket"),
        ("pm/store/git.py", "from pm.index import query"),
        ("pm/kinds/ticket/__init__.py", "from ...store import yaml"),
        ("pm/office/use.py", "from pm.render import table"),
        ("pm/office/use.py", "from pm.cli import main"),
        ("pm/render/table.py", "from pm.office import session"),
        ("pm/errors.py", "from pm.model import record"),
        ("pm/i18n/catalogue.py", "from pm.model import record"),
    ],
)
def test_an_import_across_the_law_is_found(file: str, source: str) -> None:
    assert len(list(across_rooms(imports_of(file, source)))) == 1


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("pm/model/record.py", "from pm.errors import Invalid\nfrom pm.i18n import Message, mark"),
        ("pm/model/record.py", "from .fields import Field\nfrom pm.model import ids"),
        ("pm/kinds/ticket/rules.py", "from . import words\nfrom ...model import record"),
        ("pm/index/query.py", "from pm.store import git\nfrom pm.model import record"),
        ("pm/cli/main.py", "from pm import __version__, office\nimport pm.render.table"),
        ("pm/office/use.py", "import pm\nfrom pm.kinds import ticket"),
        ("pm/__main__.py", "from pm.cli.main import main"),
    ],
)
def test_an_import_within_the_law_passes(file: str, source: str) -> None:
    assert list(across_rooms(imports_of(file, source))) == []


def test_an_import_of_our_own_inside_a_function_is_found() -> None:
    source = "def show():\n    from pm.render import table\n    from . import words"
    assert len(list(lazy_of_our_own(imports_of("pm/cli/main.py", source)))) == 2


@pytest.mark.parametrize(
    "source",
    [
        "import importlib",
        "from importlib import import_module",
        "def load():\n    import importlib.util",
        "import pkgutil",
        "store = __import__('pm.store')",
        "exec('import pm.store')",
    ],
)
def test_a_way_to_import_by_name_is_found(source: str) -> None:
    assert len(list(by_name(imports_of("pm/cli/main.py", source)))) == 1
    assert list(by_name(imports_of("pm/office/registry.py", source))) == []


@pytest.mark.parametrize(
    ("argument", "allowed"),
    [
        ('"pm.cli.nouns"', True),
        ('f"pm.cli.commands.{name}"', True),
        ('f"pm.store.{name}"', False),
        ('f"{room}.git"', False),
        ("name", False),
    ],
)
def test_a_loader_loads_its_own_modules_only(argument: str, *, allowed: bool) -> None:
    for call in ("import_module", "importlib.import_module"):
        breaches = list(by_name(imports_of("pm/cli/loading.py", f"{call}({argument})")))
        assert (breaches == []) is allowed


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("pm/store/git.py", "import git"),
        ("pm/store/git.py", "from git.repo import Repo"),
        ("pm/render/table.py", "import tabulate"),
        ("pm/office/use.py", "import click"),
        ("pm/store/yaml.py", "import msgspec"),
        ("pm/cli/main.py", "def show():\n    import rich"),
        ("pm/vault/cipher.py", "from cryptography.exceptions import InvalidTag"),
        ("pm/vault/age.py", "import pyrage"),
        ("pm/vault/secret_store.py", "import keyring"),
    ],
)
def test_an_outside_library_at_the_wrong_place_is_found(file: str, source: str) -> None:
    assert len(list(outside_at_the_top(imports_of(file, source)))) == 1


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("pm/store/git.py", "def log():\n    import git"),
        ("pm/store/yaml.py", "from ruamel.yaml.cyaml import CParser"),
        ("pm/cli/main.py", "import click\nimport sqlite3"),
        ("pm/kinds/ticket.py", "import msgspec"),
        ("pm/vault/age.py", "def wrap():\n    import pyrage"),
    ],
)
def test_an_outside_library_at_its_place_passes(file: str, source: str) -> None:
    assert list(outside_at_the_top(imports_of(file, source))) == []


def test_a_second_door_is_found() -> None:
    first = imports_of("pm/store/git.py", "def log():\n    import git")
    second = imports_of("pm/office/remote.py", "def pull():\n    from git import Repo")
    assert list(second_doors(first)) == []
    assert len(list(second_doors([*first, *second]))) == 1
