"""Guarding an office's repository against a plain ``git commit`` of records."""

from pm.i18n import Message, mark
from pm.i18n.catalogue import LANGUAGES
from pm.store.hooks import install_hook
from pm.store.repository import Repository

_WORDS = mark(
    "what was changed by hand in records/ is checked, sealed and recorded with: pm commit"
)


def guard(repository: Repository) -> tuple[Message, ...]:
    """Put the hook in place; say so where another one stands there and stays."""
    words = [f"pm: {language.say(_WORDS)}" for language in LANGUAGES.values()]
    if install_hook(repository.common_dir, words):
        return ()
    return (
        mark(
            "this repository has a hook before commits already; it stays, and does not stop a "
            "plain git commit of records"
        ),
    )
