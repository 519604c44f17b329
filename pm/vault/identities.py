"""The identities on this desk: one secret for each member of staff, outside of the office.

A secret lies in a file that only its owner reads (``.key``), in one that a passphrase opens
(``.age``), or in the operating system's secret store (``.system`` says so). A passphrase is asked
once; for some minutes a session file then holds the secret, in the folder that the system keeps
in memory for a person who is logged in, where it has one.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from pm.errors import Invalid, NotFound, Refused, Sealed
from pm.i18n import mark
from pm.vault.age import (
    Identity,
    read_identities,
    unwrapped_by_passphrase,
    wrapped_by_passphrase,
)
from pm.vault.secret_files import write_secret
from pm.vault.secret_store import drop_secret, get_secret, put_secret

Way: TypeAlias = Literal["file", "passphrase", "system"]
"""How an identity is kept."""
ENDINGS: dict[Way, str] = {"file": ".key", "passphrase": ".age", "system": ".system"}
"""How the file of an identity ends, by the way in which it is kept."""
_SKEW = timedelta(minutes=5)


class Places(NamedTuple):
    """The folders: one that stays, and one that is gone when the person logs out."""

    lasting: Path
    passing: Path


class Identities:
    """The identities of one office's staff on this desk."""

    def __init__(self, places: Places, office: str, now: Callable[[], datetime]) -> None:
        """Take the folders, the name of the office's keyring, and the real clock."""
        self._folder = places.lasting / office
        self._sessions = places.passing / office
        self._now = now

    def way(self, staff: str) -> Way | None:
        """Tell how somebody's identity is kept here; none where it is not."""
        return next((way for way in ENDINGS if self.file(staff, way).exists()), None)

    def staff(self) -> list[str]:
        """Give everybody whose identity is kept here."""
        with suppress(OSError):
            return sorted(
                {path.stem for path in self._folder.iterdir() if path.suffix in ENDINGS.values()}
            )
        return []

    def file(self, staff: str, way: Way) -> Path:
        """Give the file of somebody's identity."""
        return self._folder / f"{staff}{ENDINGS[way]}"

    def get(self, staff: str) -> list[Identity]:
        """Give somebody's identity, and a next one that was made; raises Sealed if none opens."""
        way = self.way(staff)
        if way is None:
            raise Sealed(
                mark("{who} has no key on this desk", who=staff),
                hint=mark("let a manager give one with: pm vault add {who}", who=staff),
            )
        found = read_identities("".join(self._texts(staff)))
        if not found:
            raise Sealed(
                mark("the identity of {who} on this desk is damaged", who=staff),
                hint=mark("let a manager give a new one: pm vault add {who}", who=staff),
            )
        return found

    def _texts(self, staff: str) -> Iterator[str]:
        """Give what is kept in any way; raises Sealed where all of it is locked."""
        files = self._lying(staff, "file")
        for path in files:
            yield path.read_text(encoding="ascii", errors="replace")
        stored = self._lying(staff, "system")
        if stored:
            yield get_secret(self._name(staff)) or ""
        locked = self._lying(staff, "passphrase")
        if locked and not ((files or stored) and self.open_until(staff) is None):
            yield self._session(staff)

    def prepare(self, staff: str, identity: Identity, way: Way, passphrase: str = "") -> None:
        """Keep a next identity beside the present one, until the keyring knows it.

        One that was prepared before stays: the keyring may know that one.
        """
        if way == "system":
            known = get_secret(self._name(staff)) or ""
            put_secret(self._name(staff), f"{known}\n{identity.secret}")
        data = {
            "file": lambda: _text(identity),
            "passphrase": lambda: wrapped_by_passphrase(_text(identity), passphrase),
            "system": lambda: _text(identity._replace(secret="")),
        }
        self._write(self._free_next(staff, way), data[way]())
        if way == "passphrase" and self.open_until(staff) is not None:
            session = self._session_file(staff)
            self._write(session, session.read_bytes() + _text(identity))

    def promote(self, staff: str, identity: Identity, way: Way) -> Path:
        """Let the last that was prepared be the only one: those before it are destroyed."""
        kept = self.file(staff, way)
        if way == "system":
            put_secret(self._name(staff), identity.secret)
        self._nexts(staff, way)[-1].replace(kept)
        if way != "system" and self._lying(staff, "system"):
            drop_secret(self._name(staff))
        self._remove(staff, but=kept)
        return kept

    def keep(self, staff: str, identity: Identity, way: Way, passphrase: str = "") -> Path:
        """Keep an identity in place of what was there."""
        self.prepare(staff, identity, way, passphrase)
        return self.promote(staff, identity, way)

    def _free_next(self, staff: str, way: Way) -> Path:
        begin = f"{staff}{ENDINGS[way]}.next"
        present = self._nexts(staff, way)
        last = present[-1].name.removeprefix(begin) or "0" if present else ""
        return self._folder / (f"{begin}{int(last) + 1:03}" if last else begin)

    def _nexts(self, staff: str, way: Way) -> list[Path]:
        return sorted(self._folder.glob(f"{staff}{ENDINGS[way]}.next*"))

    def _lying(self, staff: str, way: Way) -> list[Path]:
        """Give the files of one way: the present one, and those that were prepared."""
        present = self.file(staff, way)
        return [*([present] if present.exists() else ()), *self._nexts(staff, way)]

    def _remove(self, staff: str, but: Path | None = None) -> None:
        for way in ENDINGS:
            for path in self._lying(staff, way):
                if path != but:
                    path.unlink(missing_ok=True)
        self._session_file(staff).unlink(missing_ok=True)

    def drop(self, staff: str) -> None:
        """Destroy somebody's identity on this desk."""
        if self._lying(staff, "system"):
            drop_secret(self._name(staff))
        self._remove(staff)

    def keep_recovery(self, recovery: Identity) -> Path:
        """Keep the recovery key of a sample office beside its identities; an office prints it."""
        path = self._folder / "recovery.txt"
        self._write(path, _text(recovery))
        return path

    # -- the timed unlock -------------------------------------------------------------------------

    def unlock(self, staff: str, passphrase: str, minutes: int) -> datetime:
        """Open an identity for some minutes, and give the end; raises Invalid otherwise."""
        paths = self._lying(staff, "passphrase")
        if not paths:
            raise NotFound(
                mark("no identity of {who} here needs a passphrase", who=staff),
                hint=mark("see: pm vault status"),
            )
        found = [unwrapped_by_passphrase(path.read_bytes(), passphrase) for path in paths]
        opened = b"".join(one for one in found if one is not None)
        if not opened:
            raise Invalid(
                mark("that is not the passphrase"),
                hint=mark("type it again: pm vault unlock; if it is lost: pm vault recover"),
            )
        now = self._now()
        until = now + timedelta(minutes=minutes)
        times = f"{int(now.timestamp())} {int(until.timestamp())}\n".encode("ascii")
        self._write(self._session_file(staff), times + opened)
        return until

    def lock(self, staff: str) -> bool:
        """End the time for which an identity is open; tells whether it was."""
        was_open = self._session_file(staff).exists()
        self._session_file(staff).unlink(missing_ok=True)
        return was_open

    def open_until(self, staff: str) -> datetime | None:
        """Tell how long an identity is open; none where it is locked."""
        with suppress(OSError, ValueError, OverflowError):
            times, _, _ = self._session_file(staff).read_text(encoding="ascii").partition("\n")
            began, ends = (int(word) for word in times.split(" "))
            now = self._now().timestamp()
            if began - _SKEW.total_seconds() <= now < ends:
                return datetime.fromtimestamp(ends, self._now().tzinfo)
        return None

    def _session(self, staff: str) -> str:
        if self.open_until(staff) is None:
            self._session_file(staff).unlink(missing_ok=True)
            raise Sealed(
                mark("the vault is locked"), hint=mark("type your passphrase with: pm vault unlock")
            )
        return self._session_file(staff).read_text(encoding="ascii").partition("\n")[2]

    def _session_file(self, staff: str) -> Path:
        return self._sessions / f"{staff}.open"

    # -- files ----------------------------------------------------------------------------------

    def _name(self, staff: str) -> str:
        return f"{self._folder.name}/{staff}"

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_secret(path, data)
        except OSError as error:
            raise Refused(
                mark("{file} cannot be written: {reason}", file=path, reason=error.strerror or ""),
                hint=mark("say where identities are to lie with PM_IDENTITIES"),
            ) from None


def _text(identity: Identity) -> bytes:
    return f"# {identity.recipient}\n{identity.secret}\n".encode("ascii")
