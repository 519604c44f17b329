"""The purposes for which personal values may be seen unmasked."""

from pm.errors import Refused
from pm.i18n import mark
from pm.index.filters import Filter, Operator
from pm.model.labels import label
from pm.office import registry
from pm.office.entering import EnteringDesk
from pm.office.office import Office
from pm.office.reader import RecordReader

PURPOSE = "purpose"
_ACTIVE = "active"


def active_purposes(office: Office) -> list[str]:
    """Give the codes of the purposes in use."""
    active = Filter("state", Operator.ANY_OF, (_ACTIVE,))
    found = office.index.select(registry.kind(PURPOSE), [active], columns=["id"])
    return [str(code) for (code,) in found.rows]


def chosen_purpose(reader: RecordReader, entering: EnteringDesk, text: str) -> str:
    """Give the code of the purpose that is meant; refuse one that is out of use."""
    code = entering.find([PURPOSE], text)
    state = reader.get(registry.kind(PURPOSE), code).record.state
    if state != _ACTIVE:
        raise Refused(
            mark("the purpose {code} is {state}", code=code, state=label("state", state)),
            hint=mark("see those in use with: pm purpose list --state active"),
        )
    return code
