"""The words that the kinds of quality share: how often, how much, how bad."""

from typing import Literal

Level = Literal["weekly", "monthly", "quarterly", "yearly"]
"""How often a checklist is due (S-141, S-142)."""
Extent = Literal["item", "full", "thematic"]
"""How much it looks at: one thing (单项), everything (全面), one topic (专题)."""
Grade = Literal["minor", "ordinary", "serious"]
"""How bad a finding is: 轻微、一般、严重."""
