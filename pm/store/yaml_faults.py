"""What is wrong with a YAML text, in words that a clerk understands."""

import unicodedata

from pm.errors import Unreadable
from pm.i18n import Message, mark

_REASONS: dict[str, Message] = {
    "mapping values are not allowed in this context": mark(
        "a colon stands where none may be: a text with a colon and a space goes between quotes"
    ),
    "could not find expected ':'": mark("a colon is missing after the name of the field"),
    "did not find expected key": mark(
        "no field begins here: the line is indented wrongly, or text follows a closing quote"
    ),
    "did not find expected '-' indicator": mark(
        "an entry of the list must begin with a hyphen and a space, below the others"
    ),
    "block sequence entries are not allowed in this context": mark(
        "a list begins on the line below the name of its field"
    ),
    "mapping keys are not allowed in this context": mark(
        "a text that begins with a question mark goes between quotes"
    ),
    "found character that cannot start any token": mark(
        "a tab, @, % or a backtick stands where a value begins: indent with spaces,"
        " put the text between quotes"
    ),
    "found a tab character where an indentation space is expected": mark(
        "a tab stands where spaces indent the line"
    ),
    "found a tab character that violates indentation": mark(
        "a tab stands where spaces indent the line"
    ),
    "found unexpected end of stream": mark("the closing quote is missing"),
    "found unexpected document indicator": mark("the closing quote is missing"),
    "found unknown escape character": mark(
        "between double quotes a backslash is written twice, or the text goes between single quotes"
    ),
    "did not find expected hexdecimal number": mark(
        "after \\x, \\u or \\U between double quotes a hexadecimal number must follow"
    ),
    "found invalid Unicode character escape code": mark(
        "the escape between double quotes stands for no character"
    ),
    "did not find expected ',' or ']'": mark("the closing bracket ] or a comma is missing"),
    "did not find expected ',' or '}'": mark("the closing brace }} or a comma is missing"),
    "did not find expected <document start>": mark("text follows the end of the record"),
    "did not find expected node content": mark("a value is missing"),
    "did not find expected comment or line break": mark(
        "a text that begins with | or > goes between quotes"
    ),
    "did not find expected alphabetic or numeric character": mark(
        "a text that begins with & or * goes between quotes"
    ),
    "found undefined tag handle": mark("a text that begins with ! goes between quotes"),
    "did not find expected tag URI": mark("a text that begins with ! goes between quotes"),
    "did not find expected whitespace or line break": mark(
        "a text that begins with ! goes between quotes"
    ),
}

_CONFLICT = mark(
    "git left two versions here: keep one of them, and delete the lines that begin with"
    " <<<<<<<, ======= and >>>>>>>"
)

# Of these the parser marks where it gave up; the place to mend is where it began.
_BEGINS_EARLIER = frozenset(
    {
        "could not find expected ':'",
        "found unexpected end of stream",
        "found unexpected document indicator",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
    }
)


def unreadable(fault: Exception, text: str, where: str) -> Unreadable:
    """Say what the parser met, and on which line (from 1) it is to be mended."""
    problem = getattr(fault, "problem", None)
    if problem is None:
        return _unwritable(text, where)
    conflict = text.find("\n<<<<<<< ")
    if conflict >= 0:
        return Unreadable(where, text.count("\n", 0, conflict) + 2, _CONFLICT)
    place = getattr(fault, "problem_mark", None)
    if problem in _BEGINS_EARLIER:
        place = getattr(fault, "context_mark", None) or place
    reason = _REASONS.get(problem) or mark("this is not YAML: {problem}", problem=problem)
    return Unreadable(where, None if place is None else place.line + 1, reason)


def forbidden_character(text: str, at: int, where: str) -> Unreadable:
    """Say that the character at a place may not stand in a record as it is."""
    character = text[at]
    if character == "\r":
        reason = mark("the line ends as Windows writes it: save the file with line feeds only")
    else:
        code = f"{ord(character):04X}"
        reason = mark(
            'the invisible character U+{code} is written "\\u{code}", between double quotes',
            code=code,
        )
    return Unreadable(where, text.count("\n", 0, at) + 1, reason)


def _unwritable(text: str, where: str) -> Unreadable:
    """Find the character for which the parser refused to read the text at all."""
    for at, character in enumerate(text):
        control = unicodedata.category(character) == "Cc" and character not in "\t\n"
        if control or character in "\ufffe\uffff":
            return forbidden_character(text, at, where)
    return Unreadable(where, None, mark("the file holds a character that YAML does not allow"))
