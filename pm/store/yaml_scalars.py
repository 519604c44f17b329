"""How one text is written in YAML: plain, quoted, or as a block of lines.

We read every scalar as text, but other tools do not: what YAML 1.1 or 1.2 would turn
into a number, a date, a truth value or nothing is quoted. Only a moment with its offset
stays plain, since a typed reader gets the same moment. What cannot be seen, or turns the
direction of writing, is escaped.
"""

from datetime import datetime

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What may not begin a plain scalar; the hyphen, question mark and colon could, at times."""

_TYPED_WORDS = frozenset(
    {"~", "=", "<<", "null", "true", "false", "yes", "no", "on", "off", "y", "n"}
)
"""What some reader takes for nothing, a truth value or an instruction, in any case."""

_BEGINS_NUMBER = frozenset("+.0123456789")

_DIGITS = "0123456789_,.:"
"""What numbers, times of day and versions are made of, Ruby's commas among them."""

_ESCAPED = frozenset(
    chr(code)
    for codes in (
        range(0x09),  # control characters, without tab and line feed
        range(0x0B, 0x20),
        range(0x7F, 0xA0),
        (0x061C, 0x200E, 0x200F),  # marks of direction
        range(0x2028, 0x202F),  # line and paragraph separator, directions
        range(0x2066, 0x206A),
        (0xFEFF, 0xFFFE, 0xFFFF),
    )
    for code in codes
)

_ESCAPES = str.maketrans(
    {character: f"\\u{ord(character):04x}" for character in _ESCAPED}
    | {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)


def line_of_text(text: str) -> str:
    """Write a text on one line: plain where every reader takes it for that text."""
    if text.isprintable() or not _must_escape(text):
        return text if _is_plain(text) else "'" + text.replace("'", "''") + "'"
    return '"' + text.translate(_ESCAPES) + '"'


def block_of_text(text: str, column: int) -> tuple[str, str] | None:
    """Write a text of several lines as a literal block at a column: its head and its lines.

    None where a block would not give the text back, or would hide what is in it.
    """
    if not _ESCAPED.isdisjoint(text) or not text.strip():
        return None
    head = "|2" if text[0].isspace() else "|"
    if not text.endswith("\n"):
        head += "-"
    elif text.endswith("\n\n"):
        head += "+"
    indent = " " * column
    lines = text.removesuffix("\n").split("\n")
    return head, "".join([f"{indent}{line}\n" if line else "\n" for line in lines])


def _must_escape(text: str) -> bool:
    return "\n" in text or "\t" in text or not _ESCAPED.isdisjoint(text)


def _is_plain(text: str) -> bool:
    if not text or text[0] in _INDICATORS or text[0].isspace():
        return False
    if text[-1] == ":" or text[-1].isspace() or ": " in text or " #" in text:
        return False
    if text[0] in _BEGINS_NUMBER:
        return _is_moment(text) or not (_is_number(text) or _is_date(text))
    return text.lower() not in _TYPED_WORDS


def _is_number(text: str) -> bool:
    """Tell whether some reader may take the text for a number; rather too often."""
    unsigned = text.lstrip("+-")
    if unsigned[:2].lower() in ("0x", "0o", "0b"):
        return not unsigned[2:].strip(_DIGITS + "abcdefABCDEF")
    rest = unsigned.lstrip(_DIGITS)
    if rest[:1] in ("e", "E"):
        return rest[-1] in _DIGITS and not rest[1:].lstrip("+-").lstrip(_DIGITS)
    return not rest or unsigned.lower() in (".inf", ".nan") or text.startswith("...")


def _is_date(text: str) -> bool:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    return len(year) == len("2026") and year.isdigit() and month.isdigit() and day[:1].isdigit()


def _is_moment(text: str) -> bool:
    """Tell whether a typed reader takes the text for the moment with offset that it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment.isoformat() == text.replace("Z", "+00:00")
