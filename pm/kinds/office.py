"""The office itself: the one record that says where and how it works."""

from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act
from pm.model.groups import Id
from pm.model.ids import Layout
from pm.model.kind_types import ZoneName
from pm.model.record import Configuration
from pm.model.values import Link, Words
from pm.model.verbs import creates, verb


class Office(Configuration, kw_only=True):
    """The settings of the office."""

    layout: ClassVar[Layout] = Layout.SINGLE
    plural: ClassVar[str] = "office"
    final: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "timezone", "language")

    fixed: ClassVar[tuple[str, ...]] = ("disk_format", "vault")
    retire = None
    restore = None
    void = None

    id: Id = "office"
    name: Words
    timezone: ZoneName
    language: Literal["en", "zh"]
    disk_format: Annotated[int, mark("the form of the records; only pm migrate raises it")] = 2
    vault: Annotated[Id | None, mark("the name of its keyring; none where nothing is sealed")] = (
        None
    )
    late_after_hours: Annotated[
        int, mark("an act typed later than this after it happened is counted as a late entry")
    ] = 24
    calendar: Annotated[
        Link[Literal["calendar"]] | None, mark("its own hours: plans keep to its working days")
    ] = None
    policy: Annotated[
        Link[Literal["policy"]] | None,
        mark("the newest policy; earlier ones are those that it replaces"),
    ] = None
    certificate_warnings: Annotated[
        list[int],
        mark("so many days before a certificate ends it is told; none means 60, 30 and 7"),
    ] = []

    @creates(takes=("policy",))
    def new(self, act: Act) -> None:
        """Make the office."""

    @verb(needs="policy.adopt", hidden=True)
    def adopt_policy(self, act: Act, policy: Link[Literal["policy"]] | None = None) -> None:
        """Name the newest policy."""
        self.policy = policy
