"""Renewing one's own key: as it is kept now, and who else has still to do so."""

from collections.abc import Sequence

from pm.cli.keeping import PASSPHRASE, asked_twice, chosen_sealing
from pm.cli.run import Run
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.office.keys.making import Sealing
from pm.office.office import Office


def renewed_sealing(run: Run, office: Office, keep: str | None, passphrase: str | None) -> Sealing:
    """Keep the next key as is said, or as the present one; a passphrase is asked for anew."""
    if keep or passphrase:
        return chosen_sealing(run, keep, passphrase, ask=False)
    staff = office.acting_staff(office.entering())
    way = office.identities.way(staff) or "file"
    if way != "passphrase":
        return Sealing(way)
    secret = asked_twice(run) if run.interactive else ""
    if not secret:
        raise Usage(
            mark("missing: {options}", options=PASSPHRASE),
            hint=mark("your next key needs one: --passphrase @FILE"),
        )
    return Sealing(way, secret)


def still_pending(office: Office, staff: Sequence[str]) -> list[Message]:
    """Say whose keys a change here did not reach."""
    return [
        mark(
            "{name} has still to renew his key: pm vault unlock or pm vault rotate at his desk",
            name=office.rules.name_of(one),
        )
        for one in staff
    ]
