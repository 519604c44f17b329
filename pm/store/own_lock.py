"""A lock file of git that pm takes itself, and knows again if it was killed meanwhile."""

import os
from pathlib import Path

_NOTE = b"pm "


class OwnLock:
    """Git's lock of one file: present while the file is being replaced.

    What lies in it says that it is pm's. Whoever holds the office's lock may remove it
    then, for its writer is dead; a lock of somebody else is never touched.
    """

    def __init__(self, file: Path, note: Path) -> None:
        """Take the file that is locked, and where the note is written that becomes the lock."""
        self.path = file.with_name(f"{file.name}.lock")
        self._note = note

    def take(self) -> bool:
        """Take the lock; no if git has it."""
        self._note.write_bytes(_NOTE + b"%d\n" % os.getpid())
        try:
            os.link(self._note, self.path)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            try:
                self.path.open("xb").close()
            except FileExistsError:
                return False
            self.path.write_bytes(self._note.read_bytes())
        return True

    def release(self) -> None:
        """Give the lock back."""
        self.path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove a lock of our own that a killed process left; nobody else's."""
        try:
            ours = self.path.read_bytes().startswith(_NOTE)
        except OSError:
            return
        if ours:
            self.release()
