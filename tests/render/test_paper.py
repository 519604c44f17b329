"""A paper to print, as Markdown and as plain text."""

from pm.i18n import mark
from pm.i18n.catalogue import ENGLISH
from pm.render.detail import Entry
from pm.render.paper import Paper, Section, markdown, text
from pm.render.value import Page

PAGE = Page(ENGLISH)
PEOPLE = [
    [Entry(mark("file"), "a_b"), Entry(mark("path"), "one\ntwo")],
    [Entry(mark("file"), "c")],
]
PAPER = Paper(
    mark("The *title*"),
    [Entry(mark("path"), "\x1b[31m|x|"), Entry(mark("no"))],
    [
        Section(
            mark("people"),
            [Entry(mark("file"), parts=PEOPLE), Entry(mark("yes"), parts=PEOPLE[:1])],
        ),
        Section(mark("points"), points=[mark("a point"), "another"]),
        Section(mark("nothing")),
    ],
)


def test_as_markdown() -> None:
    assert markdown(PAPER, PAGE) == (
        "# The \\*title\\*\n\n"
        "- path: \\\\u001b\\[31m\\|x\\|\n\n"
        "## people\n\n"
        "- file:\n"
        "  - file: a\\_b\n"
        "    - path: one<br>two\n"
        "  - file: c\n"
        "- yes:\n"
        "  - file: a\\_b\n"
        "  - path: one<br>two\n\n"
        "## points\n\n"
        "- a point\n"
        "- another\n\n"
        "## nothing\n"
    )


def test_as_plain_text() -> None:
    assert text(PAPER, PAGE) == (
        "The *title*\n===========\n\n"
        "path: \\u001b[31m|x|\n\n"
        "people\n------\n\n"
        "file:\n"
        "  - file: a_b\n"
        "    path: one\n"
        "          two\n"
        "  - file: c\n"
        "yes:\n"
        "  file: a_b\n"
        "  path: one\n"
        "        two\n\n"
        "points\n------\n\n"
        "- a point\n- another\n\n"
        "nothing\n-------\n"
    )
