"""The vault of an office: personal values become tokens, and tokens values for those who may.

A token is bound to its place: kind, record, field path (entries by their ids), scope and
generation are its associated data, and its key is that of the data subject.
"""

from collections.abc import Callable, Collection
from typing import Any

from pm.errors import Damaged, Erased, Sealed
from pm.i18n import mark
from pm.model.labels import label
from pm.model.values import Personal, Place, Vault
from pm.vault.cipher import Cipher, cipher, keys_in, new_key, opened
from pm.vault.keyring import ENCLOSED_SCOPE, Keyring
from pm.vault.seen import Seen
from pm.vault.spares import BATCH, Spares
from pm.vault.token import FORM, Token, looks_sealed, padded, parse_token, unpadded

_PURPOSE = b"pm1 fields"
_OF_SPARES = ("contact", "address", "voice")


class SealedVault:
    """Seals and opens with the keys of who acts.

    ``away`` gives whoever is kept from a record that is about a member of staff: he and those
    below him. ``begin`` and ``flush`` stand around each transaction: new keys reach the disk
    before the records that need them.
    """

    def __init__(
        self,
        keyring: Keyring,
        spares: Spares,
        seen: Seen,
        away: Callable[[str], Collection[str]],
    ) -> None:
        """Take the keyring, what this desk remembers, and the rule for complaints about staff."""
        self.keyring = keyring
        self._spares = spares
        self.seen = seen
        self.away = away
        self._ciphers: dict[tuple[str, str, int], list[Cipher]] = {}
        self._trusted: str | None = None

    def begin(self) -> None:
        """Look at the keyring as it is now, and drop what was not written."""
        if self.keyring.is_changed or self.keyring.is_stale:
            self.keyring.begin()
            self._ciphers.clear()
        self._spares.begin()

    def flush(self) -> None:
        """Write new keys, and which subjects are still spare."""
        if self.keyring.is_changed:
            self.seen.refuse_older(self.keyring.version)
            self.keyring.save()
            self.seen.note(self.keyring.version)
        self._spares.save()

    # -- what records ask (pm.model.values.Vault) -------------------------------------------------

    def is_sealed(self, disk: str) -> bool:
        """Tell whether a text is a token, be it sound or not."""
        return looks_sealed(disk)

    def seal(self, place: Place, text: str) -> str:
        """Give the token of a text at its place."""
        scope = place.scope
        generation = self._generation(scope)
        key, *_ = self._keys(place.subject, scope, generation, make=True)
        return str(
            Token(scope, generation, key.encrypt(padded(text), _bound(place, scope, generation)))
        )

    def open(self, place: Place, disk: str) -> str:
        """Give the text of a token; raises Sealed, Erased or Damaged."""
        token = parse_token(disk)
        if token is None or token.scope not in {place.scope, ENCLOSED_SCOPE}:
            raise _damaged(place)
        bound = _bound(place, token.scope, token.generation)
        for key in self._keys(place.subject, token.scope, token.generation, make=False):
            data = opened(key, token.body, bound)
            text = None if data is None else unpadded(data)
            if text is not None:
                return text
        raise _damaged(place)

    def enclosing(self, kept_from: Personal[Any, Any] | None) -> Vault:
        """Give the vault for a record that may be kept from a member of staff."""
        return self if kept_from is None else Enclosing(self, kept_from)

    def fresh(self, prefix: str, make: Callable[[], str]) -> str:
        """Give the id of a new data subject; ``make`` draws one."""
        spare = self._spares.take(prefix)
        if spare is not None:
            return spare
        scopes = self._held()
        if not scopes:
            return make()
        batch = self._new_subjects(make)
        for subject in batch:
            for scope in scopes:
                self.keyring.put_data_key(subject, scope, new_key())
        first, *others = batch
        self._spares.add(others)
        return first

    def require(self, scope: str) -> None:
        """Raise Sealed where values of a scope cannot be opened: locked, or not held."""
        self.refuse_older()
        self.keyring.role(scope)

    def load(self, subjects: Collection[str]) -> None:
        """Make ready for opening values of many subjects: their keys are read at once."""
        self.keyring.load_for(subjects)

    # -- keys -----------------------------------------------------------------------------------

    def enclose(self, subject: str, kept_from: Personal[Any, Any]) -> None:
        """See to it that a subject has a key that he from whom it is kept does not hold."""
        generation = self._generation(ENCLOSED_SCOPE)
        if not self.keyring.has_enclosed(subject, generation):
            away = self.away(kept_from.open(_Opening(self)))
            key = self.keyring.enclose(subject, generation, away)
            self._ciphers[subject, ENCLOSED_SCOPE, generation] = [cipher(key, _PURPOSE)]

    def _generation(self, scope: str) -> int:
        if scope != ENCLOSED_SCOPE:
            return self.keyring.role(scope).generation
        file = self.keyring.role_file(scope)
        return 1 if file is None else file.generation

    def _keys(self, subject: str, scope: str, generation: int, *, make: bool) -> list[Cipher]:
        """Give the keys of a subject's fields; more than one where two desks made their own."""
        self._refuse_forgotten(subject)
        name = (subject, scope, generation)
        found = self._ciphers.get(name)
        if found is None:
            secrets = self._secrets(*name, make=make)
            found = self._ciphers[name] = [cipher(secret, _PURPOSE) for secret in secrets]
        return found

    def _refuse_forgotten(self, subject: str) -> None:
        """Refuse a subject whose keys were destroyed, be they still known in this process."""
        if subject in self.keyring.tombstones:
            raise Erased(
                mark("{subject} was forgotten: the keys are destroyed", subject=subject),
                hint=mark("see when with: pm erasure list"),
            )

    def _secrets(self, subject: str, scope: str, generation: int, *, make: bool) -> list[bytes]:
        """Give what the key of a subject's fields is derived from."""
        self.refuse_older()
        if scope == ENCLOSED_SCOPE:
            key, secrets = self.keyring.enclosed_key(subject, generation), [b""]
        else:
            role = self.keyring.role(scope)
            key = self.keyring.data_key(subject, scope)
            secrets = keys_in(role.secrets.get(generation, b""))
            if key is None and make:
                key = new_key()
                self.keyring.put_data_key(subject, scope, key)
        if key is None or not secrets:
            raise self._without_key(subject, scope, generation)
        return [one + secret for one in keys_in(key) for secret in secrets]

    def _without_key(self, subject: str, scope: str, generation: int) -> Sealed:
        if scope == ENCLOSED_SCOPE and self.keyring.has_enclosed(subject, generation):
            return Sealed(
                mark("this is kept from you, or you do not hold the key for it"),
                hint=mark("let a colleague do it who may read it; see: pm vault status"),
            )
        return Sealed(
            mark(
                "the keyring has no key of {subject} for {scope}",
                subject=subject,
                scope=label("scope", scope),
            ),
            hint=mark("bring it up to date with: pm vault sync"),
        )

    def refuse_older(self) -> None:
        """Refuse a keyring that is older than one this desk has seen; each state is asked once."""
        if self._trusted is None or self._trusted != self.keyring.commit:
            self.seen.refuse_older(self.keyring.version)
            self._trusted = self.keyring.commit

    def _held(self) -> list[str]:
        return [scope for scope in _OF_SPARES if self.keyring.holds(scope)]

    def _new_subjects(self, make: Callable[[], str]) -> list[str]:
        batch: list[str] = []
        while len(batch) < BATCH:
            subject = make()
            if subject not in batch and not self.keyring.knows(subject):
                batch.append(subject)
        return batch


class Enclosing:
    """A vault for one record that is kept from a member of staff."""

    def __init__(self, vault: SealedVault, kept_from: Personal[Any, Any]) -> None:
        """Take the vault, and the sealed name of whoever it is kept from."""
        self._vault = vault
        self._kept_from = kept_from

    def is_sealed(self, disk: str) -> bool:
        """Tell whether a text is a token."""
        return self._vault.is_sealed(disk)

    def seal(self, place: Place, text: str) -> str:
        """Give the token of a text, after seeing to it that there is a key for the record."""
        self._vault.enclose(place.subject, self._kept_from)
        return self._vault.seal(place, text)

    def open(self, place: Place, disk: str) -> str:
        """Give the text of a token."""
        return self._vault.open(place, disk)

    def enclosing(self, kept_from: Personal[Any, Any] | None) -> Vault:
        """Give itself."""
        del kept_from
        return self

    def fresh(self, prefix: str, make: Callable[[], str]) -> str:
        """Give the id of a new data subject."""
        return self._vault.fresh(prefix, make)

    def load(self, subjects: Collection[str]) -> None:
        """Make ready for opening values of many subjects."""
        self._vault.load(subjects)


class _Opening:
    """Who asks a sealed name to open: the vault itself."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault


def _bound(place: Place, scope: str, generation: int) -> list[bytes]:
    words = (FORM, place.kind, place.record, place.path, scope, str(generation))
    return [word.encode("utf-8") for word in words]


def _damaged(place: Place) -> Damaged:
    return Damaged(
        mark(
            "the sealed value {field} of {id} was changed, moved or cut",
            field=place.path,
            id=place.record,
        ),
        hint=mark("see who changed it with: pm log {id}", id=place.record),
    )
