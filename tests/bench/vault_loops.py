"""What the vault does inside of a process, and the bare libraries doing the same."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from pm.model.codec import personal_texts
from pm.model.values import Place
from pm.office import registry
from pm.office.environment import Environment
from pm.office.office import Office
from pm.office.vaulting import key_files, sealed_vault
from pm.store.records import read_stored
from pm.vault.sealed import SealedVault
from pm.vault.token import FORM, padded
from tests.bench.sealed_offices import SealedPair

SEALINGS = 2_000


class Loop(NamedTuple):
    """Something done so many times in this process; the time is that of one."""

    do: Callable[[], object]
    times: int = 1

    def seconds(self) -> float:
        """Do it and give how long once took."""
        do = self.do
        start = perf_counter()
        for _ in range(self.times):
            do()
        return (perf_counter() - start) / self.times


class _Value(NamedTuple):
    """A sealed value: its place, its token and the text inside."""

    vault: SealedVault
    place: Place
    disk: str
    text: str


def sealing(pair: SealedPair) -> Loop:
    """Give the sealing of a telephone number whose key is known."""
    vault, place, _, text = _value(pair)
    return Loop(lambda: vault.seal(place, text), SEALINGS)


def opening(pair: SealedPair) -> Loop:
    """Give the opening of a telephone number whose key is known."""
    vault, place, disk, _ = _value(pair)
    return Loop(lambda: vault.open(place, disk), SEALINGS)


def bare_sealing(pair: SealedPair) -> Loop:
    """Give what the library alone takes for the same bytes."""
    encrypt, _, data, bound = _bare(_value(pair))
    return Loop(lambda: encrypt(data, bound), SEALINGS)


def bare_opening(pair: SealedPair) -> Loop:
    """Give what the library alone takes to open the same bytes."""
    encrypt, decrypt, data, bound = _bare(_value(pair))
    sealed = encrypt(data, bound)
    return Loop(lambda: decrypt(sealed, bound), SEALINGS)


def unlocking(pair: SealedPair) -> Loop:
    """Give the first opening of a value: identity, role and data key are read for it."""
    office = _office(pair)
    place, disk = _phone(pair.resident_file)
    identities, staff = office.identities, pair.staff
    office.close()

    def unlock() -> None:
        files = key_files(office.repository)
        vault = sealed_vault(office.repository, files, lambda: identities.get(staff), lambda _: ())
        vault.open(place, disk)
        files.close()

    return Loop(unlock)


def bare_unlocking(pair: SealedPair) -> Loop:
    """Give what the library alone takes to open one role for one identity."""
    import pyrage  # type: ignore[import-untyped]  # noqa: PLC0415  # heavy

    office = _office(pair)
    (mine,) = office.identities.get(pair.staff)
    assert isinstance(office.vault, SealedVault)
    role = office.vault.keyring.role_file("contact")
    assert role is not None
    blob, secret = role.wrapped[mine.recipient], pyrage.x25519.Identity.from_str(mine.secret)
    office.close()
    return Loop(lambda: pyrage.decrypt(blob, [secret]))


def _office(pair: SealedPair) -> Office:
    return Office.open(pair.sealed, Environment(pair.variables))


def _value(pair: SealedPair) -> _Value:
    office = _office(pair)
    vault = office.vault
    assert isinstance(vault, SealedVault)
    place, disk = _phone(pair.resident_file)
    value = _Value(vault, place, disk, vault.open(place, disk))
    office.close()
    return value


def _phone(file: Path) -> tuple[Place, str]:
    kind = registry.kind("resident")
    root = next(folder.parent for folder in file.parents if folder.name == "records")
    stored = read_stored(kind, file.relative_to(root).as_posix(), file.read_bytes())
    return next(
        (text.place, text.disk)
        for text in personal_texts(kind, stored.tree)
        if text.field.name == "phone"
    )


class _Bare(NamedTuple):
    encrypt: Callable[[bytes, list[bytes]], bytes]
    decrypt: Callable[[bytes, list[bytes]], bytes]
    data: bytes
    bound: list[bytes]


def _bare(value: _Value) -> _Bare:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415  # heavy

    key = AESSIV(AESSIV.generate_key(512))
    place = value.place
    words = (FORM, place.kind, place.record, place.path, place.scope, "1")
    return _Bare(key.encrypt, key.decrypt, padded(value.text), [word.encode() for word in words])
