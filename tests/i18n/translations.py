"""The one file of Chinese texts: what belongs in it, merging, compiling.

``python -m tests.i18n.translations`` brings ``pm.po`` up to date and compiles ``pm.mo``: new
texts come in empty, unused ones go out, and what files in ``parts/`` translate is taken in.
It ends with what is still missing.
"""

import ast
import io
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from pm.i18n import CONTEXT_END, Message
from tests.i18n.said_by_classes import extra_messages

ROOT = Path(__file__).parent.parent.parent
MESSAGES = ROOT / "pm" / "i18n" / "locale" / "zh" / "LC_MESSAGES"
PO = MESSAGES / "pm.po"
MO = MESSAGES / "pm.mo"

HEADER = (
    "Project-Id-Version: pm\n"
    "Language: zh\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)


class Key(NamedTuple):
    """What a translation is found by: the English text, with its context and plural if any."""

    text: str
    context: str = ""
    plural: str = ""

    @property
    def stored(self) -> str:
        """The key as a compiled catalogue holds it."""
        before = self.context + CONTEXT_END if self.context else ""
        return before + self.text + ("\0" + self.plural if self.plural else "")


Places = dict[Key, str]
"""Every text that needs a translation, and where it is said first."""


class NotLiteral(Exception):
    """A text is marked that nobody can read in the source."""


def key_of(message: Message) -> Key:
    """Give the key of a message, whose text holds its context."""
    context, _, text = message.text.rpartition(CONTEXT_END)
    return Key(text, context)


def marked(file: str, source: str) -> Iterator[Key]:
    """Find the first arguments of ``mark`` in a file: literals or its own constants."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in _calls(tree, {"mark"}):
        argument = call.args[0]
        if isinstance(argument, ast.Name):
            argument = constants.get(argument.id, argument)
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            message = f"{file}:{call.lineno} marks what is no literal"
            raise NotLiteral(message)
        yield Key(argument.value)


def _calls(tree: ast.AST, names: set[str]) -> list[ast.Call]:
    """Find the calls of functions with these names."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in names]


def said_by_click() -> Iterator[Key]:
    """Find what click says by itself."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for call in _calls(ast.parse(path.read_text(encoding="utf-8")), {"_", "ngettext"}):
            texts = [a.value for a in call.args if isinstance(a, ast.Constant)]
            if texts and all(isinstance(text, str) for text in texts):
                text, plural = [*map(str, texts), ""][:2]
                yield Key(text, plural=plural)
    yield Key("required")


def needed() -> Places:
    """Gather every text that needs a translation."""
    places: Places = {}
    for path in sorted((ROOT / "pm").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        for key in marked(file, path.read_text(encoding="utf-8")):
            places.setdefault(key, file)
    for place, message in extra_messages():
        places.setdefault(key_of(message), place)
    for key in said_by_click():
        places.setdefault(key, "click")
    return places


def read(paths: Iterable[Path]) -> dict[Key, str]:
    """Read the translations of several files; of two for one text the last that has words."""
    found: dict[Key, str] = {}
    for path in paths:
        with path.open("rb") as file:
            entries = list(read_po(file, locale="zh", charset="utf-8"))
        for entry in entries:
            text, plural = (entry.id, "") if isinstance(entry.id, str) else entry.id
            words = entry.string if isinstance(entry.string, str) else (entry.string or [""])[0]
            if text and words:
                found[Key(text, entry.context or "", plural)] = words
    return found


def sources() -> list[Path]:
    """Name the files with translations: ``pm.po``, then what waits to be taken into it."""
    return [*filter(Path.exists, [PO]), *sorted((MESSAGES / "parts").glob("*.po"))]


def write(places: Places, translations: dict[Key, str]) -> str:
    """Write ``pm.po``: by place, then by text, so that a change is a small difference."""
    catalog = Catalog(locale="zh", charset="utf-8")
    for key, place in sorted(places.items(), key=lambda item: (item[1], item[0])):
        words = translations.get(key, "")
        catalog.add(
            (key.text, key.plural) if key.plural else key.text,
            (words,) if key.plural else words,
            locations=[(place, 1)],
            context=key.context or None,
        )
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False)
    quoted = "".join(f'"{line}\\n"\n' for line in HEADER.splitlines())
    return f'msgid ""\nmsgstr ""\n{quoted}\n' + body.getvalue().decode()


def compiled(translations: dict[Key, str]) -> bytes:
    """Compile to the format of gettext's ``.mo`` files, the same bytes for the same texts."""
    pairs = {"": HEADER, **{key.stored: words for key, words in translations.items()}}
    encoded = sorted((key.encode(), words.encode()) for key, words in pairs.items())
    count = len(encoded)
    tables = 28, 28 + 8 * count
    offset = 28 + 16 * count
    index: list[list[int]] = [[], []]
    body = b""
    for column in (0, 1):
        for pair in encoded:
            index[column] += [len(pair[column]), offset + len(body)]
            body += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, *tables, 0, 0)
    return head + struct.pack(f"<{4 * count}I", *index[0], *index[1]) + body


def main() -> int:
    """Bring both files up to date; end with 1 where a translation is missing."""
    places = needed()
    known = read(sources())
    translations = {key: known[key] for key in places if key in known}
    PO.write_text(write(places, translations), encoding="utf-8", newline="\n")
    MO.write_bytes(compiled(translations))
    missing = [key for key in places if key not in translations]
    for key in missing:
        sys.stdout.write(f"missing ({places[key]}): {key.context} {key.text!r}\n")
    sys.stdout.write(f"texts: {len(places)}, missing: {len(missing)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
