"""What was typed or piped in, as text: a terminal may speak another encoding."""

from pm.errors import Usage
from pm.i18n import mark


def checked(text: str) -> str:
    """Give the text, or refuse what holds bytes that are no UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Usage(
            mark("'{text}' is not written in UTF-8", text=text[:80]),
            hint=mark("set your terminal to UTF-8, or give the value in a file with @FILE"),
        ) from None
    return text
