"""The office itself: the one record that says where and how it works."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.groups import CalledEntry, Id
from pm.model.ids import Layout
from pm.model.kind_types import AliasWord, CommandLine, ZoneName
from pm.model.record import Configuration
from pm.model.values import Link, Words
from pm.model.verbs import creates, verb


class Alias(CalledEntry, kw_only=True):
    """A short word for what is typed again and again."""

    word: Annotated[AliasWord, mark("the word that is typed")]
    command: Annotated[CommandLine, mark("what it stands for, as it follows pm")]


def names_an_alias(office: "Office", act: Act) -> Sequence[Missing]:
    """What is dropped is a word of the office."""
    if act.before is None or getattr(act.before, "aliases", None) != office.aliases:
        return []
    words = [alias.word for alias in office.aliases]
    return [Missing(mark("a short word of the office (--word): {words}", words=words))]


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
    aliases: list[Alias] = []

    @creates(takes=("policy",))
    def new(self, act: Act) -> None:
        """Make the office."""

    @verb("active", needs="office.edit", changes=["aliases"])
    def add_alias(
        self,
        act: Act,
        word: Annotated[AliasWord, mark("the word that is typed")],
        command: Annotated[CommandLine, mark("what it stands for, as it follows pm")],
    ) -> None:
        """Make a short word for a command that the office types again and again."""
        alias = Alias(id=act.new_entry_id(), word=word, command=command)
        self.aliases = [*(one for one in self.aliases if one.word != word), alias]

    @verb("active", needs="office.edit", changes=["aliases"], guards=[names_an_alias])
    def drop_alias(
        self, act: Act, word: Annotated[AliasWord, mark("the word that is typed")]
    ) -> None:
        """Take a short word out of use."""
        self.aliases = [one for one in self.aliases if one.word != word]

    @verb(needs="policy.adopt", hidden=True)
    def adopt_policy(self, act: Act, policy: Link[Literal["policy"]] | None = None) -> None:
        """Name the newest policy."""
        self.policy = policy
