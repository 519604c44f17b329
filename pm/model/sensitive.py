"""What looks like a person's number in a text: a mobile phone, an id card, a plate.

The patterns are those of the mainland of China. Full-width digits and letters count as plain ones.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.model.pattern import pattern

STARS = "*"
HIDDEN = STARS * 4

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width signs and their plain ones: one for one, so that places in the text stay."""
_GAP = "[ \u00a0-]?"
_WORTH_A_LOOK = pattern(rf"[0-9](?:{_GAP}[0-9]){{6}}|[{_PROVINCES}][A-Za-z]")
_PHONE = pattern(
    rf"(?<![0-9])(?:\+?86{_GAP}|0086{_GAP})?(1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}})(?![0-9])"
)
_CARD = pattern(
    r"(?<![0-9])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"
    r"(?:((?:18|19|20)[0-9]{6})[0-9]{3}[0-9Xx]|([0-9]{6})[0-9]{3})(?![0-9])"
)
_PLATE = pattern(
    rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][ ·•・.-]?"
    r"(?=[A-Za-z]{0,5}[0-9])[A-HJ-NP-Za-hj-np-z0-9]{4,6}[挂学警港澳领使]?(?![A-Za-z0-9])"
)

_FLAT = pattern(r"(?<![0-9-])([0-9]{1,2}-[0-9]{1,2}-)[0-9]{3,4}(?![0-9-])", re.ASCII)
"""Building, entrance and room: nothing personal by itself, but in what a person says."""


class Find(NamedTuple):
    """Something in a text that looks personal: where it begins and ends, what it may be."""

    start: int
    end: int
    what: Message
    masked: str


def looks_personal(text: str) -> Iterator[Find]:
    """Give what looks personal in a text, from the left, each place once."""
    plain = text.translate(_PLAIN)
    if not _WORTH_A_LOOK.search(plain):
        return
    end = 0
    found = (*_cards(plain), *_phones(plain), *_plates(plain))
    for find in sorted(found, key=lambda one: one.start):
        if find.start >= end:
            end = find.end
            yield find


def masked_text(text: str) -> str:
    """Give a text with everything masked that looks personal, and the rooms of flats."""
    pieces: list[str] = []
    end = 0
    for find in looks_personal(text):
        pieces += [text[end : find.start], find.masked]
        end = find.end
    return _FLAT.sub(rf"\g<1>{HIDDEN}", "".join([*pieces, text[end:]]))


def masked_phone(text: str) -> str:
    """Mask a phone number: its first three and last four digits stay, of a short one the last."""
    digits = "".join(sign for sign in text.translate(_PLAIN) if sign.isdigit())
    if len(digits) >= _LONG_PHONE:
        return digits[:3] + HIDDEN + digits[-4:]
    return HIDDEN + (digits[-2:] if len(digits) >= _SHORT_PHONE else "")


def masked_card(text: str) -> str:
    """Mask the number of an id card: its first four and last four signs stay, of others fewer."""
    kept = 4 if len(text) >= _CARD_LENGTH else 2 if len(text) >= _PASSPORT_LENGTH else 0
    return text[:kept] + STARS * (len(text) - 2 * kept) + text[len(text) - kept :]


def masked_plate(text: str) -> str:
    """Mask a plate: its first two and last two signs stay."""
    return text[:2] + STARS * 3 + (text[-2:] if len(text) > _SHORTEST_PLATE else "")


_LONG_PHONE, _SHORT_PHONE, _SHORTEST_PLATE = 11, 4, 4
_CARD_LENGTH, _PASSPORT_LENGTH = 15, 8


def _phones(plain: str) -> Iterator[Find]:
    for match in _PHONE.finditer(plain):
        masked = match[0][: match.start(1) - match.start()] + masked_phone(match[1])
        yield Find(*match.span(), mark("phone number"), masked)


def _cards(plain: str) -> Iterator[Find]:
    for match in _CARD.finditer(plain):
        day = match[1] or f"19{match[2]}"
        if _is_day(day):
            yield Find(*match.span(), mark("number of an id card"), masked_card(match[0]))


def _plates(plain: str) -> Iterator[Find]:
    for match in _PLATE.finditer(plain):
        yield Find(*match.span(), mark("number plate"), masked_plate(match[0]))


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
