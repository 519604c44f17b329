"""Ids of records and the paths that follow from them.

An id is ``T-261122-K7Q2XM`` for what accumulates (prefix, local day of the event, six random
characters of Crockford's base32), ``U-K7Q2XM`` for what stands in numbers, and a chosen slug for
configuration. It is never a counter and never derived from a person or a text.
"""

from datetime import date
from enum import Enum
from random import Random
from typing import NamedTuple

from pm.errors import Invalid
from pm.i18n import mark
from pm.model.pattern import pattern

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 6
SUBJECT_LENGTH = 10
SUBJECT = "D"
"""The beginning of a data subject that is no record."""
FOLDER = "records"
SYSTEM = "E-SYSTEM"
"""The member of staff who is nobody: what time does is done by it."""

_SLUG = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATED = pattern(r"([A-Z]{1,2})-([0-9]{6})-([0-9A-HJKMNP-TV-Z]{6})")
_STANDING = pattern(r"([A-Z]{1,2})-([0-9A-HJKMNP-TV-Z]{6})")
_SUBJECT = pattern(r"D-[0-9A-HJKMNP-TV-Z]{10}")
_YEAR = pattern(r"[12][0-9]{3}")
_SLUG_LENGTH = 60
_RESERVED = pattern(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


class Layout(Enum):
    """How the records of a kind are named and where they lie."""

    DATED = "dated"
    STANDING = "standing"
    CHOSEN = "chosen"
    SINGLE = "single"


class Parts(NamedTuple):
    """An id taken apart; ``day`` is empty for what does not accumulate."""

    prefix: str
    day: str
    random: str


def random_part(random: Random, length: int = RANDOM_LENGTH) -> str:
    """Draw ``length`` characters of Crockford's base32."""
    return "".join(random.choice(ALPHABET) for _ in range(length))


def derived_part(source: str, length: int = RANDOM_LENGTH) -> str:
    """Give ``length`` characters that are the same wherever they are made of the same text."""
    from hashlib import sha256  # noqa: PLC0415  # 3 ms that only what is derived needs

    number = int.from_bytes(sha256(source.encode("utf-8")).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length))


def new_id(layout: Layout, prefix: str, day: date, random: Random) -> str:
    """Make the id of a new record; chosen ids are given, not made."""
    if layout is Layout.DATED:
        return f"{prefix}-{day:%y%m%d}-{random_part(random)}"
    return f"{prefix}-{random_part(random)}"


def new_subject(random: Random) -> str:
    """Make a fresh data subject for a record that is about nobody known."""
    return f"{SUBJECT}-{random_part(random, SUBJECT_LENGTH)}"


def parse_id(text: str) -> Parts | None:
    """Take a whole made id apart; none where the text is not one."""
    if match := _DATED.fullmatch(text):
        return Parts(*match.groups())
    if match := _STANDING.fullmatch(text):
        return Parts(match[1], "", match[2])
    return None


def is_slug(text: str) -> bool:
    """Tell whether a text can be the chosen id of configuration on every system."""
    return (
        len(text) <= _SLUG_LENGTH
        and _SLUG.fullmatch(text) is not None
        and _RESERVED.fullmatch(text) is None
    )


def is_year(text: str) -> bool:
    """Tell whether a text is a year: the chosen id of what there is one of a year."""
    return _YEAR.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Tell whether a text is the id of a record: made or chosen."""
    return is_slug(text) or parse_id(text) is not None


def is_subject(text: str) -> bool:
    """Tell whether a text is a data subject: one of its own, a resident, or the office."""
    return is_id(text) or _SUBJECT.fullmatch(text) is not None


def normal(text: str) -> str:
    """Give a typed id as it is written: capitals, and the letters that people mistake mended."""
    prefix, hyphen, random = text.strip().upper().rpartition("-")
    return prefix + hyphen + random.replace("O", "0").replace("I", "1").replace("L", "1")


def path_of(layout: Layout, plural: str, record_id: str) -> str:
    """Give the path of a record, which never changes and holds neither state nor title."""
    if layout is Layout.SINGLE:
        return f"{FOLDER}/{record_id}.yaml"
    if layout is Layout.CHOSEN:
        if not is_slug(record_id):
            raise Invalid(
                mark("'{id}' cannot be the name of a file", id=record_id),
                hint=mark("use small letters, digits and hyphens, as in water-supply"),
            )
        return f"{FOLDER}/{plural}/{record_id}.yaml"
    parts = parse_id(record_id)
    if parts is None:
        raise Invalid(mark("'{id}' is not an id", id=record_id))
    if layout is Layout.DATED:
        year, month, day = parts.day[:2], parts.day[2:4], parts.day[4:]
        return f"{FOLDER}/{plural}/20{year}/{month}/{day}/{record_id}.yaml"
    return f"{FOLDER}/{plural}/{parts.random[:2]}/{record_id}.yaml"
