"""The keys at work: one change of the keyring, made at a desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from pm.errors import Refused
from pm.i18n import mark
from pm.model.capabilities import refuse_without
from pm.office.desk import Desk, at_desk
from pm.office.office import Office
from pm.vault.identities import Identities
from pm.vault.keyring import Keyring
from pm.vault.sealed import SealedVault

MANAGE = "vault"
"""The capability to give and take keys."""


class Keys(NamedTuple):
    """The keys at work: the desk, its keyring, the identities kept here, and who acts."""

    desk: Desk
    keyring: Keyring
    identities: Identities
    acting: str

    def refuse_without(self, capability: str) -> None:
        """Refuse somebody whose post lacks a capability."""
        refuse_without(self.desk.policy, self.acting, capability)

    @property
    def today(self) -> date:
        """The day that is written beside an identity."""
        return self.desk.entering().today


def sealed_office(office: Office) -> SealedVault:
    """Give the vault of an office; raises Refused where it has none."""
    vault = office.vault
    if not isinstance(vault, SealedVault):
        raise Refused(
            mark("this office has no vault: nothing in it is sealed"),
            hint=mark("carry it over into a sealed one with: pm vault init --into DIR"),
        )
    return vault


@contextmanager
def keys_at_desk(
    office: Office, *, needs: str | None = MANAGE, dry_run: bool = False
) -> Iterator[Keys]:
    """Open the keys for a change, which is written when the block ends."""
    vault = sealed_office(office)
    with at_desk(office, dry_run=dry_run) as desk:
        acting = office.acting_staff(desk.entering())
        keys = Keys(desk, vault.keyring, office.identities, acting)
        if needs is not None:
            keys.refuse_without(needs)
        yield keys
