"""The system: the member of staff who is nobody, and by whom is done what time does."""

from pm.errors import Refused
from pm.i18n import mark
from pm.model.ids import SYSTEM
from pm.office import registry
from pm.office.reader import RecordReader


def nobody_acts_as_system() -> Refused:
    """Give the refusal for whoever would act as the system."""
    return Refused(
        mark("{who} is nobody: it does by itself what time does", who=SYSTEM),
        hint=mark("let it do what is due with: pm tick"),
    )


def refuse_without_system(reader: RecordReader) -> None:
    """Refuse to do by itself what is due where there is no system, or where it was sent away."""
    stored = reader.find(registry.kind("staff"), SYSTEM)
    if stored is None:
        raise Refused(
            mark("this office has no member of staff {who}, who does what time does", who=SYSTEM),
            hint=mark("make it with: pm migrate"),
        )
    if stored.record.state != "active":
        raise Refused(
            mark("{who}, who does what time does, was sent away", who=SYSTEM),
            hint=mark("let it work again with: pm staff come-back {who}", who=SYSTEM),
        )
