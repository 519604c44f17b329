"""The refusal of a keyring that is not what it must be."""

from pm.errors import Invalid
from pm.i18n import mark


def damaged_keyring() -> Invalid:
    """Give the refusal, to be raised where a file of the keyring is read or used."""
    return Invalid(
        mark("the keyring is damaged"),
        hint=mark("bring a good copy from another desk with: pm vault sync"),
    )
