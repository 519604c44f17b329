"""Triage and solve a ticket in one act: what was answered at the counter."""

from pm.cli.acting import verb_command
from pm.i18n import Message
from pm.office import registry

_TICKET = registry.kind("ticket")

COMMAND = verb_command(_TICKET, _TICKET.verbs["done"], "pm done")
COMMAND.about = Message(__doc__ or "")
