"""Configuration that a file names: found in the office, or made in the same commit."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from pm.model.ids import is_slug
from pm.model.kind import Kind
from pm.model.pattern import pattern
from pm.model.values import Words
from pm.office.importing.plan import folded
from pm.office.performing import Acting

_LENGTH = 60
_HASH_LENGTH = 6
_NOT_IN_SLUGS = pattern(r"[^a-z0-9]+")
_APOSTROPHES = pattern(r"['’`]")


class Known(NamedTuple):
    """A record that counts in the office: its slug, its names, and whether it is in use."""

    id: str
    names: tuple[str, ...]
    active: bool


class Catalogue:
    """The records of one kind of configuration, by what a file calls them.

    A text is the record of that name; else the one whose slug it makes, unless that one's own
    name makes the same slug and so is another thing; else a new one. The same file gives the same
    slugs again.
    """

    def __init__(self, kind: Kind, language: str, known: Iterable[Known]) -> None:
        """Take what the office has, and the language of the file's names."""
        self.kind = kind
        self.unused: list[str] = []
        self._language = language
        self._records = {one.id: one for one in known}
        self._by_text = {folded(one): one for one in self._records}
        self._by_text |= {
            folded(name): one.id for one in self._records.values() for name in one.names
        }
        self._wanted: dict[str, str] = {}

    def slug(self, text: str) -> str:
        """Give the slug for a text of the file."""
        key = folded(text)
        found = self._by_text.get(key)
        if found is None:
            found = self._by_text[key] = self._free(text)
        record = self._records.get(found)
        if record is not None and not record.active and found not in self.unused:
            self.unused.append(found)
        return found

    def _free(self, text: str) -> str:
        plain = slug_of(text, self.kind.name)
        for slug in (plain, _told_apart(plain, text)):
            record = self._records.get(slug)
            if record is not None and not self._is_other(record):
                return slug
            if record is None and slug not in self._wanted:
                self._wanted[slug] = " ".join(text.split())
                return slug
        return plain

    def _is_other(self, record: Known) -> bool:
        return record.id in {slug_of(name, self.kind.name) for name in record.names}

    def make(self, acting: Acting, slug: str) -> bool:
        """Make the record of a slug if the office has none; say whether it did."""
        if slug in self._records:
            return False
        name = self._wanted[slug]
        words = Words(zh=name) if self._language == "zh" else Words(en=name)
        acting.make(self.kind, self.kind.verbs["new"], {"id": slug, "name": words})
        self._records[slug] = Known(slug, (name,), active=True)
        return True


def slug_of(text: str, noun: str) -> str:
    """Make a slug of a text: its letters and digits, or the noun and a check sum of the text."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    slug = _NOT_IN_SLUGS.sub("-", ascii_only).strip("-")
    if len(slug) > _LENGTH:
        return _told_apart(slug, text)
    foreign = any(letter.isalpha() and not letter.isascii() for letter in plain)
    return slug if is_slug(slug) and not foreign else _told_apart(noun, text)


def _told_apart(slug: str, text: str) -> str:
    """Add a check sum of the text, so that a slug is told from all others."""
    digest = sha256(folded(text).encode()).hexdigest()[:_HASH_LENGTH]
    return f"{slug[: _LENGTH - _HASH_LENGTH - 1].rstrip('-')}-{digest}"
