"""What surrounds an act: one state of the office, its rules, the clock and chance."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from pm.model.policy import Policy
from pm.office.entering import EnteringDesk
from pm.office.environment import Environment
from pm.office.lookup import Lookup
from pm.office.reader import RecordReader
from pm.office.rules import Founding, Rules
from pm.store.session import Session
from pm.vault.clear import ClearVault
from pm.vault.sealed import SealedVault


class Surroundings:
    """One transaction as an act sees it, the later acts seeing the earlier ones."""

    def __init__(  # noqa: PLR0913  # a desk stands between all of these
        self,
        session: Session,
        environment: Environment,
        vault: ClearVault | SealedVault,
        *,
        lookup: Lookup,
        now: Callable[[tzinfo], datetime] | None = None,
        name: str | None = None,
        founder: tzinfo | None = None,
    ) -> None:
        """Take the open session and what surrounds it; a founder makes an office in his zone."""
        self.session = session
        self.vault = vault
        self.reader = RecordReader(session.read)
        self.rules = Rules(self.reader)
        self.policy: Policy = self.rules if founder is None else Founding()
        self._founder = founder
        self.random = environment.random
        self.lookup = lookup
        self.environment = environment
        self._clock = now or environment.now
        self.name = name
        self.says_clock = True

    def entering(self) -> EnteringDesk:
        """Give what typed values are read against at this moment."""
        return EnteringDesk(
            self.reader, self.lookup, lambda: self._founder or self.rules.zone(), self._clock
        )

    def clock(self, now: datetime) -> bool:
        """Tell whether the clock was set; the sample office's stream says nothing of it."""
        return self.says_clock and self.environment.clock_is_set(now)
