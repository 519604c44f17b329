"""An office, opened for one command: its repository, rules, index and vault together."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any

from pm.errors import Ambiguous, NotFound, Refused, Sealed
from pm.i18n import mark
from pm.index.database import Index
from pm.model.ids import SYSTEM, is_id
from pm.model.kind import Kind
from pm.model.times import zone_named
from pm.office import registry
from pm.office.counter import Counter, told_among
from pm.office.entering import SHOWN, EnteringDesk
from pm.office.environment import Environment
from pm.office.lookup import IndexLookup
from pm.office.reader import RecordReader
from pm.office.rules import Rules
from pm.office.system import nobody_acts_as_system
from pm.office.vaulting import identities_of, kept_away, key_files, sealed_vault, whose
from pm.reports.sources import INDEXES
from pm.store.lone_files import LoneFiles
from pm.store.recovery import recover_if_needed
from pm.store.repository import Repository, set_options
from pm.vault.clear import ClearVault
from pm.vault.identities import Identities
from pm.vault.sealed import SealedVault

STAFF_OPTION = "pm.staff"
DESK_OPTION = "pm.desk"


class Office:
    """An office at HEAD, and the way to act in it."""

    def __init__(self, repository: Repository, environment: Environment) -> None:
        """Take the repository and what the run takes from outside."""
        self.repository = repository
        self.environment = environment
        self.unread: Sealed | None = None
        """Why a value was not shown to who acts here; none where all that was met opened."""
        self.unsearched: Sealed | None = None
        """Why a value was passed over by a filter or a search."""
        self.is_complete = True
        """Whether the files of what was recorded are in place; else the next command sees to it."""

    @classmethod
    def open(cls, folder: Path, environment: Environment) -> "Office":
        """Open the office in or around a folder."""
        repository = Repository.open(folder)
        recover_if_needed(repository)
        return cls(repository, environment)

    # -- reading at HEAD ------------------------------------------------------------------------

    @cached_property
    def reader(self) -> RecordReader:
        """The records at HEAD."""
        head = self.repository.head()

        def read(path: str) -> bytes | None:
            return None if head is None else self.repository.read(head, path)

        return RecordReader(read)

    @cached_property
    def rules(self) -> Rules:
        """The rules in force at HEAD."""
        return Rules(self.reader)

    @cached_property
    def zone(self) -> tzinfo:
        """The office's time zone, from the index, which readers have open anyway."""
        rows = self.index.run("SELECT timezone FROM office")
        return zone_named(rows[0][0]) if rows else UTC

    @property
    def now(self) -> datetime:
        """The present time in the office's zone."""
        return self.environment.now(self.zone)

    @cached_property
    def index(self) -> Index:
        """The index, brought up to HEAD."""
        return Index.open(self.repository, registry, registry.schema_key(), INDEXES)

    @cached_property
    def lookup(self) -> IndexLookup:
        """What finds records by their names."""
        return IndexLookup(lambda: self.index, Counter(lambda: self.index, lambda: self.vault))

    def entering(self) -> EnteringDesk:
        """Give what typed values are read against, outside of an act."""
        return EnteringDesk(self.reader, self.lookup, lambda: self.zone, self.environment.now)

    @cached_property
    def vault_name(self) -> str | None:
        """The name of the office's keyring; none where nothing is sealed."""
        if "index" in self.__dict__:
            rows = self.index.run("SELECT vault FROM office")
            return rows[0][0] if rows else None
        settings = self.rules.settings()
        return None if settings is None else settings.vault

    @cached_property
    def vault(self) -> ClearVault | SealedVault:
        """What seals and opens personal values, with the keys of who acts at this desk."""
        if self.vault_name is None:
            return ClearVault()
        return sealed_vault(
            self.repository,
            self.key_files,
            whose(self._key_holder, self.identities),
            self._kept_away,
        )

    def hindrance(self) -> Sealed | None:
        """Say why values that were met are not read; none where only a scope is not held.

        A reader without a scope need not be told at each list; one whose keys are locked does.
        """
        if self.unsearched is not None:
            return self.unsearched
        if self.unread is None or not isinstance(self.vault, SealedVault):
            return None
        try:
            self.vault.keyring.identities()
            self.vault.refuse_older()
        except Sealed as error:
            return error
        return None if self.vault.keyring.commit else self.unread

    def _key_holder(self) -> str:
        """Give who acts, as far as keys are concerned: an id with a key here needs no record."""
        name = self.environment.staff or self.options.get(STAFF_OPTION)
        if name and is_id(name) and self.identities.way(name) is not None:
            return name
        return self.acting_staff(self.entering())

    def tidy_keys(self) -> None:
        """Destroy older keyrings once there are many: each change leaves the one before."""
        if "key_files" in self.__dict__ and self.key_files.is_crowded:
            self.key_files.purge()

    def take_vault(self, vault: SealedVault) -> None:
        """Use a vault that is open already: that of an office just made."""
        vault.away = self._kept_away
        self.__dict__ |= {"vault": vault, "key_files": vault.keyring.files}

    def _kept_away(self, accused: str) -> list[str]:
        return kept_away(self.reader, self.lookup.ids(registry.kind("staff")), accused)

    @cached_property
    def key_files(self) -> LoneFiles:
        """The place where the keyring lies."""
        return key_files(self.repository)

    @property
    def identities(self) -> Identities:
        """The identities of this office's staff on this desk."""
        return identities_of(self.environment, self.vault_name or "")

    # -- acting ---------------------------------------------------------------------------------

    @cached_property
    def options(self) -> dict[str, str]:
        """What this checkout's git configuration says about pm."""
        answer = self.repository.git.read(
            "config", "-z", "--get-regexp", r"^pm\.", allowed=(0, 1)
        ).output.decode("utf-8", "replace")
        pairs = (piece.partition("\n") for piece in answer.split("\0") if piece)
        return {key: value for key, _, value in pairs}

    def acting_staff(self, entering: EnteringDesk) -> str:
        """Give the id of who acts: ``PM_STAFF``, or whoever said ``pm as``."""
        name = self.environment.staff or self.options.get(STAFF_OPTION)
        if name is None:
            raise Refused(
                mark("nobody is acting at this desk"),
                hint=mark("say who you are with: pm as NAME"),
            )
        staff = entering.find(["staff"], name)
        if staff == SYSTEM:
            raise nobody_acts_as_system()
        return staff

    def set_acting(self, name: str) -> str:
        """Let a member of staff act at this desk from now on; give his id."""
        staff = self.entering().find(["staff"], name)
        if staff == SYSTEM:
            raise nobody_acts_as_system()
        record: Any = self.reader.get(registry.kind("staff"), staff).record
        if record.state != "active":
            raise Refused(mark("{who} has left and can act no more", who=record.name))
        set_options(self.repository, {STAFF_OPTION: staff})
        self.__dict__.pop("options", None)
        return staff

    def forget(self) -> None:
        """Read HEAD anew: something was written."""
        self._close_index()
        for name in ("reader", "rules", "zone", "index", "vault_name"):
            self.__dict__.pop(name, None)

    def find_anywhere(self, text: str) -> tuple[Kind, str]:
        """Give the kind and the id of the one record that a text may mean, among all kinds."""
        noun = registry.by_prefix().get(text.partition("-")[0].upper())
        kinds = list(registry.kinds()) if noun is None else [registry.kind(noun)]
        entering = self.entering()
        found = [
            (kind, record_id)
            for kind in kinds
            for record_id in dict.fromkeys(
                [*entering.exact_ids(kind, text), *self.lookup.resolve(kind, text)]
            )
        ] or list(self._met(kinds, text))
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                mark("there is no record '{text}'", text=told_among(kinds, text)),
                hint=mark("look for a word with: pm find TEXT"),
            )
        raise Ambiguous(
            mark(
                "'{text}' may be any of these: {count}",
                text=told_among([kind for kind, _ in found], text),
                count=len(found),
            ),
            details=[mark("{id}  {name}", id=one, name=kind.label) for kind, one in found[:SHOWN]],
            hint=mark(
                "name the kind too: pm {kind} show {id}", kind=found[0][0].name, id=found[0][1]
            ),
        )

    def _met(self, kinds: Sequence[Kind], text: str) -> Iterator[tuple[Kind, str]]:
        """Give what is meant by a text said at the counter; nothing, where a key is missing."""
        for kind in kinds:
            with suppress(Sealed):
                yield from ((kind, record_id) for record_id in self.lookup.met(kind, text))

    def close(self) -> None:
        """End what was started for reading."""
        self._close_index()
        if "key_files" in self.__dict__:
            self.key_files.close()
        self.repository.close()

    def _close_index(self) -> None:
        if "index" in self.__dict__:
            self.index.close()
