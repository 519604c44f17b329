"""Tracing: every change that a command and its children make to the files of one folder.

Works by ptrace and a seccomp filter through ctypes, on Linux for x86_64 and aarch64; no
compiler and no other package is needed. The traced command stops before each system call
that creates, writes, renames, removes or flushes a file; other calls run at full speed.
"""

import ctypes
import os
import platform
import shutil
import signal
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

_X86 = {
    "open": 2,
    "creat": 85,
    "openat": 257,
    "write": 1,
    "pwrite": 18,
    "writev": 20,
    "sendfile": 40,
    "copy_file_range": 326,
    "rename": 82,
    "renameat": 264,
    "renameat2": 316,
    "link": 86,
    "linkat": 265,
    "unlink": 87,
    "unlinkat": 263,
    "mkdir": 83,
    "mkdirat": 258,
    "rmdir": 84,
    "symlink": 88,
    "symlinkat": 266,
    "fsync": 74,
    "fdatasync": 75,
    "sync": 162,
    "ftruncate": 77,
    "truncate": 76,
    "chmod": 90,
    "fchmod": 91,
    "fchmodat": 268,
}
_ARM = {
    "openat": 56,
    "write": 64,
    "pwrite": 68,
    "writev": 66,
    "sendfile": 71,
    "copy_file_range": 285,
    "renameat": 38,
    "renameat2": 276,
    "linkat": 37,
    "unlinkat": 35,
    "mkdirat": 34,
    "symlinkat": 36,
    "fsync": 82,
    "fdatasync": 83,
    "sync": 81,
    "ftruncate": 46,
    "truncate": 45,
    "fchmod": 52,
    "fchmodat": 53,
}
_NUMBERS = {"x86_64": _X86, "aarch64": _ARM}.get(platform.machine(), {})
_NAMES = {number: name for name, number in _NUMBERS.items()}

_PATHS = {
    "rename": ((None, 0), (None, 1)),
    "renameat": ((0, 1), (2, 3)),
    "renameat2": ((0, 1), (2, 3)),
    "link": ((None, 0), (None, 1)),
    "linkat": ((0, 1), (2, 3)),
    "symlink": ((None, 1),),
    "symlinkat": ((1, 2),),
}
"""Calls with other path arguments than one: descriptor of the folder, and the path."""

_BY_DESCRIPTOR = frozenset(
    ("write", "pwrite", "writev", "sendfile", "fsync", "fdatasync", "ftruncate", "fchmod")
)
_TO_THIRD = "copy_file_range"
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_TRACEME, _CONT, _SETOPTIONS, _SYSCALL_INFO = 0, 7, 0x4200, 0x420E
_OPTIONS = 0x02 | 0x04 | 0x08 | 0x10 | 0x80 | 0x100000
"""Follow fork, vfork, clone and exec; stop for the filter; kill all if the tracer dies."""
_EVENT_EXEC, _EVENT_SECCOMP = 4, 7
_ALL_CHILDREN = 0x40000000

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x45, 0x06
_TRACE, _ALLOW = 0x7FF00000, 0x7FFF0000


class Call(NamedTuple):
    """A change that a process is about to make: which process, its how manieth, and what."""

    process: str
    number: int
    name: str
    paths: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.process} [{self.number}] {self.name} {' '.join(self.paths)}"


class Kill(Enum):
    """Who is killed before a call."""

    EVERYONE = "the whole process tree"
    CHILD = "the git process alone"
    PARENT = "pm alone; its git process goes on"


class Trace(NamedTuple):
    """What a traced command did."""

    calls: list[Call]
    code: int
    output: str
    killed: bool


Decision = Callable[[Call], Kill | None]


def why_not() -> str:
    """Say why nothing can be traced here; empty if it can."""
    if sys.platform != "linux" or not _NUMBERS:
        return f"kill points need ptrace, which {sys.platform} on {platform.machine()} lacks"
    try:
        trace = run_traced(["true"], Path("/"), {})
    except OSError as error:
        return f"kill points need ptrace, which this machine forbids: {error}"
    return "" if trace.code == 0 else f"kill points need ptrace and seccomp: {trace.output}"


def run_traced(
    command: Sequence[str],
    watched: Path,
    environment: Mapping[str, str],
    decide: Decision = lambda _call: None,
) -> Trace:
    """Run a command; before each change under the watched folder, ask who is to be killed."""
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(command[0])
    with subprocess.Popen(
        [sys.executable, "-I", "-S", __file__, program, *command[1:]],
        env={**os.environ, **environment},
        cwd=watched,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
    ) as process:
        tracer = _Tracer(process.pid, watched.resolve(), decide)
        process.returncode = tracer.follow()
        output = process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
    return Trace(tracer.calls, process.returncode, output, tracer.killed)


class _Tracer:
    """The processes of one traced command."""

    def __init__(self, main: int, watched: Path, decide: Decision) -> None:
        self.calls: list[Call] = []
        self.killed = False
        self._main = main
        self._watched = f"{watched}/"
        self._decide = decide
        self._code = 0
        self._known: set[int] = set()
        self._labels = {main: "pm"}
        self._occurrences: Counter[str] = Counter()
        self._numbers: Counter[str] = Counter()

    def follow(self) -> int:
        """Follow the command to the end of its last process; give its exit code."""
        while True:
            try:
                pid, status = os.waitpid(-self._main, _ALL_CHILDREN)
            except ChildProcessError:
                return self._code
            if os.WIFSTOPPED(status):
                self._go_on(pid, self._stopped(pid, status))
            elif pid == self._main:
                self._code = os.waitstatus_to_exitcode(status)

    def _stopped(self, pid: int, status: int) -> int:
        """Look at a stop; give the signal to deliver."""
        event, cause = status >> 16, os.WSTOPSIG(status)
        if pid not in self._known:
            self._known.add(pid)
            if pid == self._main:
                _ptrace(_SETOPTIONS, pid, _OPTIONS)
            if cause == signal.SIGSTOP:
                return 0
        if event == _EVENT_SECCOMP:
            self._called(pid)
        elif event == _EVENT_EXEC and pid != self._main:
            self._labels[pid] = self._label(pid)
        return 0 if event or cause == signal.SIGTRAP else cause

    def _called(self, pid: int) -> None:
        name, arguments = _system_call(pid)
        paths = tuple(
            path.removeprefix(self._watched)
            for path in _paths(pid, name, arguments)
            if path.startswith(self._watched)
        )
        if (not paths and name != "sync") or self.killed:
            return
        label = self._labels.get(pid, "pm")
        self._numbers[label] += 1
        call = Call(label, self._numbers[label], name, paths)
        self.calls.append(call)
        kill = self._decide(call)
        if kill is not None:
            self.killed = True
            self._kill(kill, pid)

    def _kill(self, kill: Kill, pid: int) -> None:
        if kill is Kill.EVERYONE:
            os.killpg(self._main, signal.SIGKILL)
        else:
            os.kill(pid if kill is Kill.CHILD else self._main, signal.SIGKILL)

    def _label(self, pid: int) -> str:
        """Name a child by git's command and its occurrence: ``update-ref#1``."""
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        while len(words) > 2 and words[1] == "-c":
            del words[1:3]
        name = words[1] if Path(words[0]).name == "git" else Path(words[0]).name
        self._occurrences[name] += 1
        return f"{name}#{self._occurrences[name]}"

    def _go_on(self, pid: int, deliver: int) -> None:
        try:
            _ptrace(_CONT, pid, deliver)
        except ProcessLookupError:  # killed while it was stopped
            return


def _system_call(pid: int) -> tuple[str, list[int]]:
    buffer = ctypes.create_string_buffer(88)
    _ptrace(_SYSCALL_INFO, pid, ctypes.addressof(buffer), len(buffer))
    number, *arguments = struct.unpack_from("<7Q", buffer, 24)
    return _NAMES[number], arguments


def _paths(pid: int, name: str, arguments: list[int]) -> list[str]:
    """Name the files that a call is about."""
    if name == "sync":
        return []
    if name in _BY_DESCRIPTOR or name == _TO_THIRD:
        return [_opened(pid, arguments[2 if name == _TO_THIRD else 0])]
    first = ((0, 1),) if name.endswith("at") else ((None, 0),)
    return [
        _resolve(pid, None if folder is None else arguments[folder], arguments[path])
        for folder, path in _PATHS.get(name, first)
    ]


def _opened(pid: int, descriptor: int) -> str:
    try:
        return os.fspath(Path(f"/proc/{pid}/fd/{descriptor}").readlink())
    except OSError:
        return ""


def _resolve(pid: int, folder: int | None, address: int) -> str:
    path = _text_at(pid, address)
    at_hand = folder is None or ctypes.c_int(folder).value < 0
    here = Path(f"/proc/{pid}/cwd")
    base = here.readlink() if at_hand else _opened(pid, folder or 0)
    return os.path.normpath(Path(base, path))


def _text_at(pid: int, address: int) -> str:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        text = b""
        while b"\0" not in text and len(text) < 4096:
            memory.seek(address + len(text))
            # A page at a time: the next one may not be mapped.
            text += memory.read(4096 - (address + len(text)) % 4096)
    return text.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _ptrace(request: int, pid: int, data: int = 0, address: int = 0) -> None:
    if _library().ptrace(request, pid, address, data) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    library.ptrace.restype = ctypes.c_long
    return library


def _filter() -> bytes:
    """Give the program that stops a process before the calls of interest."""
    program = [(_LOAD, 0, 0, 0)]
    for name, number in _NUMBERS.items():
        if name in ("open", "openat"):
            flags = 16 + 8 * (1 if name == "open" else 2)
            program += [
                (_JUMP_EQUAL, 0, 4, number),
                (_LOAD, 0, 0, flags),
                (_JUMP_BITS, 0, 1, _CHANGING),
                (_RETURN, 0, 0, _TRACE),
                (_RETURN, 0, 0, _ALLOW),
            ]
        else:
            program += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _TRACE)]
    program.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _become(command: list[str]) -> None:
    """Let the parent trace this process, and become the command."""
    _ptrace(_TRACEME, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    code = _filter()
    program = _Program(len(code) // 8, code)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    if library.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")
    os.execv(command[0], command)  # noqa: S606  # a traced command needs no shell


if __name__ == "__main__":
    _become(sys.argv[1:])
