"""The words of a ticket: its types, how urgent and grave it is, what may come of it."""

from typing import Literal

Type = Literal[
    "repair", "complaint", "inquiry", "report", "special", "request", "suggestion", "praise"
]
Urgency = Literal["urgent", "ordinary"]
Severity = Literal["minor", "important", "major"]
Validity = Literal["valid", "not-valid"]
Ground = Literal["outside-duty", "not-management"]
Outcome = Literal["fixed", "partly", "explained", "not-ours"]
Absence = Literal["unknown", "refused", "anonymous"]
Capacity = Literal[
    "owner", "tenant", "family", "neighbour", "visitor", "buyer", "authority", "staff", "other"
]
Meeting = Literal["kept", "nobody-home", "moved"]
"""What became of an appointment."""
Raised = Literal["severity", "beyond-authority", "dissatisfied", "chased", "overdue", "help-needed"]
"""Why a ticket went up a level."""
Stage = Literal["middle", "completed"]
"""When a return visit is made: special services get one in the middle too."""
Method = Literal["phone", "on-site", "message", "acceptance"]
"""How a return visit is made; ``acceptance`` is that of work for which nobody called."""
Reached = Literal["reached", "no-answer", "no-contact"]
"""Whether somebody was reached; ``no-contact`` is no contact possible."""
Score = Literal["satisfied", "basically", "dissatisfied"]
