"""Take up a new ticket: short for pm ticket new."""

from pm.cli.acting import verb_command
from pm.i18n import Message
from pm.office import registry

_TICKET = registry.kind("ticket")

COMMAND = verb_command(_TICKET, _TICKET.verbs["new"], "pm new")
COMMAND.about = Message(__doc__ or "")
