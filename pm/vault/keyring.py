"""The keyring: who holds which keys, and the data keys of every subject.

An identity opens the roles of its holder, one for each scope. A role's key opens the data keys of
that scope, one for each subject. A data key and the secret of a generation together give the key
of a subject's fields: whoever left before a generation lacks its secret, whatever data keys he
kept. The scope ``conduct`` is other: a data key of it is wrapped for each of its readers by
itself, so that those whom a complaint is about do not open it, and anybody can seal in it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from random import SystemRandom
from typing import TypeVar

from pm.errors import Sealed
from pm.i18n import mark
from pm.model.labels import label
from pm.model.values import SCOPES, Conduct
from pm.vault.age import Identity, new_identity, unwrapped, wrapped
from pm.vault.cipher import Cipher, cipher, new_key, opened, together
from pm.vault.damage import damaged_keyring
from pm.vault.key_files import KeyFiles
from pm.vault.lines import (
    ENCLOSED,
    KEYS,
    OVERDUE,
    RECOVERY,
    RETIRED,
    ROLES,
    STAFF,
    TOMBSTONES,
    VERSION,
    Enclosures,
    Holder,
    KeyRow,
    RoleFile,
    Shard,
    find_row,
    read_days,
    read_enclosures,
    read_holders,
    read_number,
    read_role,
    read_shard,
    read_words,
    shard_of,
    text,
    write_enclosures,
    write_role,
    write_shard,
)
from pm.vault.role import Role
from pm.vault.token import decoded, encoded

T = TypeVar("T")

ENCLOSED_SCOPE = Conduct.name
_PURPOSE = b"pm1 data keys"


class Keyring:
    """One state of the keyring, as somebody's identities open it, and the changes to it.

    ``identities`` is asked when a first key is needed; it raises :class:`pm.errors.Sealed` where
    there is none. Nothing is written before :meth:`save`.
    """

    def __init__(self, files: KeyFiles, identities: Callable[[], Sequence[Identity]]) -> None:
        """Take the place where it lies and what gives identities."""
        self.files = files
        self.identities = identities
        self.begin()

    def begin(self) -> None:
        """Look at the present state, and drop what was not saved."""
        self.commit = self.files.head()
        self._bodies: dict[str, bytes | None] = {}
        self._shards: dict[str, Shard] = {}
        self._enclosures: dict[str, Enclosures] = {}
        self._roles: dict[str, Role] = {}
        self._ciphers: dict[str, Cipher] = {}
        self._changed: dict[str, Callable[[], bytes]] = {}
        self._tombstones: dict[str, str] | None = None
        self._least = 0

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return bool(self._changed)

    @property
    def is_stale(self) -> bool:
        """Whether the keyring has another state by now."""
        return self.files.head() != self.commit

    def save(self) -> None:
        """Write what was changed, as one new state."""
        files = {name: write() for name, write in sorted(self._changed.items())}
        files[VERSION] = text([[max(self.version, self._least) + 1]])
        self.commit = self.files.replace(self.commit, files)
        self._bodies.update(files)
        self._changed.clear()

    def raise_version(self, number: int) -> None:
        """Let the next state have a number above this one."""
        self._least = number
        self._put(OVERDUE, self._body(OVERDUE) or b"")

    def take_over(self, files: Mapping[str, bytes]) -> None:
        """Write the files of another copy, as they are, in place of all of one's own."""
        self.files.replace(self.commit, {**dict.fromkeys(self._names()), **files})
        self.begin()

    # -- who holds keys -------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """The number of the state."""
        return self._read(read_number, VERSION)

    @property
    def recovery(self) -> str:
        """The recipient whose secret lies in an envelope."""
        return "".join(self._read(read_words, RECOVERY)[:1])

    def set_recovery(self, recipient: str) -> None:
        """Set the recipient for recovery, before the roles are given."""
        self._put(RECOVERY, text([[recipient]]))

    @property
    def holders(self) -> list[Holder]:
        """Everybody who has an identity, in the order in which they came."""
        return self._read(read_holders, STAFF)

    def set_holders(self, holders: Sequence[Holder]) -> None:
        """Say who has an identity."""
        self._put(STAFF, text(holders))

    @property
    def tombstones(self) -> dict[str, str]:
        """The subjects whose keys were destroyed, with the day."""
        if self._tombstones is None:
            self._tombstones = self._read(read_days, TOMBSTONES)
        return self._tombstones

    def set_tombstones(self, tombstones: dict[str, str]) -> None:
        """Say whose keys were destroyed."""
        self._tombstones = None
        self._put(TOMBSTONES, text(sorted(tombstones.items())))

    @property
    def overdue(self) -> list[Holder]:
        """Those who must renew their identities: a copy of an older keyring opens to them."""
        recipients = self._read(read_words, OVERDUE)
        return [one for one in self.holders if one.recipient in recipients]

    def set_overdue(self, recipients: Sequence[str]) -> None:
        """Say whose identities must be renewed."""
        self._put(OVERDUE, text([one] for one in sorted(recipients)))

    @property
    def retired(self) -> list[str]:
        """The recipients that were replaced or lost their keys: no merge brings them back."""
        return self._read(read_words, RETIRED)

    def retire(self, recipients: Iterable[str]) -> None:
        """Say who holds nothing any more."""
        self._put(RETIRED, text([one] for one in sorted({*self.retired, *recipients})))

    # -- roles ----------------------------------------------------------------------------------

    def role_file(self, scope: str) -> RoleFile | None:
        """Give a role as it lies there."""
        return self._read(read_role, f"{ROLES}/{scope}")

    def holds(self, scope: str) -> bool:
        """Tell whether the identities open a scope."""
        try:
            self.role(scope)
        except Sealed:
            return False
        return True

    def role(self, scope: str) -> Role:
        """Give an opened role, or raise :class:`pm.errors.Sealed`."""
        if scope not in self._roles:
            self._roles[scope] = self._opened_role(scope)
        return self._roles[scope]

    def _opened_role(self, scope: str) -> Role:
        identities = self.identities()
        file = self.role_file(scope)
        for identity in identities:
            blob = None if file is None else file.wrapped.get(identity.recipient)
            body = None if blob is None else unwrapped(blob, [identity])
            if body is not None:
                return Role.unpacked(body)
        raise Sealed(
            mark("you do not hold the key for {scope}", scope=label("scope", scope)),
            hint=mark("see who holds it with: pm vault status")
            if self.commit is not None
            else mark("the keyring is not here; bring it with: pm vault sync ADDRESS"),
        )

    def new_role(self, scope: str) -> None:
        """Make the first role of a scope; it is given to nobody yet but the recovery."""
        role = Role(1, 1, new_key(), {1: new_key()})
        self.set_role(scope, role, [self.recovery])

    def set_role(self, scope: str, role: Role, recipients: Sequence[str]) -> None:
        """Wrap a role for recipients."""
        self._roles[scope] = role
        self._ciphers.pop(scope, None)
        packed = role.packed()
        blobs = {one: wrapped(packed, [one]) for one in dict.fromkeys(recipients) if one}
        self._put(f"{ROLES}/{scope}", write_role(RoleFile(role.epoch, role.generation, blobs)))

    def set_role_file(self, scope: str, file: RoleFile) -> None:
        """Put a role's file there as it is."""
        self._put(f"{ROLES}/{scope}", write_role(file))

    # -- data keys ------------------------------------------------------------------------------

    def data_key(self, subject: str, scope: str) -> bytes | None:
        """Give the data key of a subject in a scope: one, or those that a merge put together."""
        row = self._row(subject, scope)
        return None if row is None else self.unsealed(subject, scope, row)

    def _row(self, subject: str, scope: str) -> KeyRow | None:
        """Give one row; a file of which nothing was changed is not read whole for it."""
        name = shard_of(subject)
        if name in self._shards:
            return self._shards[name].get((subject, scope))
        return self._read(lambda body: find_row(body, subject, scope), f"{KEYS}/{name}")

    def unsealed(self, subject: str, scope: str, row: KeyRow) -> bytes | None:
        """Open a data key; raises Sealed where the scope's key is not held."""
        role = self.role(scope)
        if row.epoch != role.epoch:
            return None
        sealed = decoded(row.sealed)
        return None if sealed is None else opened(self._cipher(scope), sealed, _of(subject, scope))

    def put_data_key(self, subject: str, scope: str, key: bytes) -> None:
        """Put a data key into the keyring."""
        role = self.role(scope)
        sealed = self._cipher(scope).encrypt(key, _of(subject, scope))
        self.changing_shard(shard_of(subject))[subject, scope] = KeyRow(role.epoch, encoded(sealed))

    def knows(self, subject: str) -> bool:
        """Tell whether a subject has keys, or had them."""
        shard = self.shard(shard_of(subject))
        return subject in self.tombstones or any((subject, scope) in shard for scope in SCOPES)

    def _cipher(self, scope: str) -> Cipher:
        if scope not in self._ciphers:
            self._ciphers[scope] = cipher(self.role(scope).key, _PURPOSE)
        return self._ciphers[scope]

    def shard(self, name: str) -> Shard:
        """Give the data keys of one file."""
        if name not in self._shards:
            self._shards[name] = self._read(read_shard, f"{KEYS}/{name}")
        return self._shards[name]

    def changing_shard(self, name: str) -> Shard:
        """Give the data keys of one file, to be changed."""
        shard = self.shard(name)
        self._changed[f"{KEYS}/{name}"] = lambda: write_shard(shard)
        return shard

    def shard_names(self) -> list[str]:
        """Give the names of all files of data keys."""
        return self._below(KEYS, self._shards)

    # -- data keys that only some may read --------------------------------------------------------

    def enclosed_key(self, subject: str, generation: int) -> bytes | None:
        """Give a data key that only some may read; none where it is not for these identities."""
        blobs = self.enclosures(shard_of(subject)).get((subject, generation))
        return together(*(unwrapped(blob, self.identities()) for blob in blobs or ())) or None

    def has_enclosed(self, subject: str, generation: int) -> bool:
        """Tell whether there is such a key, whoever may read it."""
        return (subject, generation) in self.enclosures(shard_of(subject))

    def enclose(self, subject: str, generation: int, away: Collection[str]) -> bytes:
        """Make a data key that all holders of the scope read but those who are kept away.

        Strangers take the place of those, so that nothing tells how many they are.
        """
        file = self.role_file(ENCLOSED_SCOPE)
        kept_away = {one.recipient for one in self.holders if one.staff in away}
        recipients = [
            new_identity().recipient if one in kept_away else one
            for one in ([] if file is None else file.wrapped)
        ]
        SystemRandom().shuffle(recipients)
        key = new_key()
        self.changing_enclosures(shard_of(subject))[subject, generation] = [
            wrapped(key, recipients)
        ]
        return key

    def enclosures(self, name: str) -> Enclosures:
        """Give the data keys of one file that only some may read."""
        if name not in self._enclosures:
            self._enclosures[name] = self._read(read_enclosures, f"{ENCLOSED}/{name}")
        return self._enclosures[name]

    def changing_enclosures(self, name: str) -> Enclosures:
        """Give the data keys of one file that only some may read, to be changed."""
        found = self.enclosures(name)
        self._changed[f"{ENCLOSED}/{name}"] = lambda: write_enclosures(found)
        return found

    def enclosure_names(self) -> list[str]:
        """Give the names of all files of such keys."""
        return self._below(ENCLOSED, self._enclosures)

    # -- files ----------------------------------------------------------------------------------

    def load(self, folder: str) -> None:
        """Read all files of a folder at once."""
        self._load(one for one in self._names() if one.startswith(f"{folder}/"))

    def load_for(self, subjects: Collection[str]) -> None:
        """Read the data keys of many subjects at once."""
        self._load(sorted({f"{KEYS}/{shard_of(subject)}" for subject in subjects}))

    def _load(self, names: Iterable[str]) -> None:
        wanted = [name for name in names if name not in self._bodies]
        if self.commit is not None:
            bodies = self.files.read(self.commit, wanted)
            self._bodies.update(zip(wanted, bodies, strict=True))

    def _names(self) -> list[str]:
        """Give the names of all files of the state as it was read."""
        return [] if self.commit is None else self.files.names(self.commit)

    def _below(self, folder: str, made: Collection[str]) -> list[str]:
        names = [*self._names(), *self._changed]
        stored = {one.rpartition("/")[2] for one in names if one.startswith(f"{folder}/")}
        return sorted(stored.union(made))

    def _body(self, name: str) -> bytes | None:
        if name in self._changed:
            return self._changed[name]()
        if name not in self._bodies:
            found = [None] if self.commit is None else self.files.read(self.commit, [name])
            self._bodies[name] = found[0]
        return self._bodies[name]

    def _put(self, name: str, body: bytes) -> None:
        self._changed[name] = lambda: body

    def _read(self, read: Callable[[bytes | None], T], name: str) -> T:
        """Read a file in its form; raises Invalid where it has another."""
        try:
            return read(self._body(name))
        except ValueError:
            raise damaged_keyring() from None


def _of(subject: str, scope: str) -> list[bytes]:
    return [b"pm1 data key", subject.encode("utf-8"), scope.encode("ascii")]
