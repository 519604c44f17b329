"""The answer book of the desk: what holds today, found by words (S-081)."""

from typing import NamedTuple

from pm.errors import Usage
from pm.i18n import mark
from pm.office.office import Office


class Answered(NamedTuple):
    """An answer that holds today, in both languages as far as they are written."""

    id: str
    type: str
    question_en: str | None
    question_zh: str | None
    answer_en: str | None
    answer_zh: str | None
    category: str | None
    valid_until: str | None

    def pick(self, field: str, language: str) -> str:
        """Give ``question`` or ``answer`` in a language, or in the other where it is missing."""
        first, second = ("zh", "en") if language == "zh" else ("en", "zh")
        found: str | None = getattr(self, f"{field}_{first}") or getattr(self, f"{field}_{second}")
        return found or ""


def answers_to(office: Office, text: str) -> list[Answered]:
    """Give the answers in force today in which every word stands, the latest matters first.

    Of two, the one whose question or tags hold the words comes first. Without a word all that
    holds today is given.
    """
    words = text.casefold().split()
    today = office.now.date().isoformat()
    with office.index.steady():
        rows = office.index.run(
            "SELECT id, type, question_en, question_zh, answer_en, answer_zh, category,"
            " valid_until, tags FROM answer WHERE state = 'in-force'"
            " AND (valid_from IS NULL OR valid_from <= ?)"
            " AND (valid_until IS NULL OR valid_until >= ?) ORDER BY id",
            (today, today),
        )
        names = {
            slug: f"{slug} {en or ''} {zh or ''}"
            for slug, en, zh in office.index.run("SELECT id, name_en, name_zh FROM category")
        }
    ranked: list[tuple[int, int, Answered]] = []
    for *fields, tags in rows:
        one = Answered(*fields)
        asked = f"{one.question_en or ''} {one.question_zh or ''} {tags or ''}".casefold()
        said = f"{one.answer_en or ''} {one.answer_zh or ''} {names.get(one.category or '', '')}"
        if all(word in asked or word in said.casefold() for word in words):
            near = all(word in asked for word in words)
            ranked.append((int(not near), int(one.type != "latest"), one))
    ranked.sort(key=lambda each: (each[0], each[1], each[2].id))
    return [one for _, _, one in ranked]


def refuse_nothing(text: str) -> None:
    """Refuse a search for nothing."""
    if not text.strip():
        raise Usage(mark("there is nothing to look for"), hint=mark("type: pm answer find WORDS"))
