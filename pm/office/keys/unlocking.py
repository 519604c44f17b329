"""The timed unlock: a passphrase opens somebody's keys for some minutes."""

from datetime import datetime
from typing import NamedTuple

from pm.office.keys.desk import sealed_office
from pm.office.keys.making import Sealing
from pm.office.keys.renewing import rotate
from pm.office.office import Office


class Unlocked(NamedTuple):
    """Until when the keys are open, and whether the identity had to be renewed first."""

    until: datetime
    was_renewed: bool


def unlock(office: Office, passphrase: str, minutes: int) -> Unlocked:
    """Open the keys of who acts; an identity that is overdue is renewed under the passphrase."""
    vault = sealed_office(office)
    staff = office.acting_staff(office.entering())
    until = office.identities.unlock(staff, passphrase, minutes)
    here = {one.recipient for one in office.identities.get(staff)}
    overdue = any(one.recipient in here for one in vault.keyring.overdue)
    if overdue:
        rotate(office, Sealing("passphrase", passphrase), everything=False)
        until = office.identities.unlock(staff, passphrase, minutes)
    return Unlocked(until, overdue)


def lock(office: Office) -> bool:
    """Lock the keys of who acts; tells whether they were open."""
    sealed_office(office)
    return office.identities.lock(office.acting_staff(office.entering()))
