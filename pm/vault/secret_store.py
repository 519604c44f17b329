"""The secret store of the operating system: the one door to ``keyring``, an optional extra."""

from typing import Any

from pm.errors import Refused
from pm.i18n import mark

_SERVICE = "pm"


def put_secret(name: str, secret: str) -> None:
    """Keep a secret under a name."""
    _told(lambda store: store.set_password(_SERVICE, name, secret))


def get_secret(name: str) -> str | None:
    """Give the secret of a name; none where there is none."""
    found = _told(lambda store: store.get_password(_SERVICE, name))
    return None if found is None else str(found)


def drop_secret(name: str) -> None:
    """Destroy the secret of a name."""
    _told(lambda store: store.delete_password(_SERVICE, name))


def _told(ask: Any) -> Any:  # noqa: ANN401  # a question to an optional library
    """Ask the store, and say in plain words why it does not answer."""
    try:
        import keyring  # noqa: PLC0415  # an extra: most desks do without
    except ImportError:
        raise Refused(
            mark("the operating system's secret store needs an extra: {extra}", extra="keyring"),
            hint=mark("install it beside pm: pip install keyring"),
        ) from None
    try:
        return ask(keyring)
    except keyring.errors.KeyringError as error:
        raise Refused(
            mark("the operating system's secret store refuses: {reason}", reason=str(error)),
            hint=mark("keep the identity in a file instead: --keep file or --keep passphrase"),
        ) from None
