"""The hook that sends people from ``git commit`` to ``pm commit``, which checks and seals.

A plain script of the shell: it works where pm is not installed. Pm's own commits run no hooks.
What concludes a merge, a revert or a pick is let pass: pm itself does not work in the midst of one.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from pm.model.pattern import pattern
from pm.store.disk import put_in_place
from pm.store.failures import plain_disk_failures
from pm.store.paths import RECORDS

NAME = "pre-commit"
_MARK = "# made by pm"
_END = "END_OF_WORDS"
_PLAIN = pattern(r"[^\n\r\x00]+")

_SCRIPT = f"""#!/bin/sh
{_MARK}
for under_way in MERGE_HEAD REVERT_HEAD CHERRY_PICK_HEAD; do
    git rev-parse --quiet --verify "$under_way" >/dev/null && exit 0
done
git diff --cached --quiet -- {RECORDS} && exit 0
cat >&2 <<'{_END}'
%s
{_END}
exit 1
"""


def install_hook(common_dir: Path, words: Iterable[str]) -> bool:
    """Put the hook in place, unless another stands there; tell whether ours does."""
    hook = common_dir / "hooks" / NAME
    with plain_disk_failures():
        if os.path.lexists(hook) and not _is_ours(hook):
            return False
        hook.parent.mkdir(exist_ok=True)
        beside = hook.with_name(f"{NAME}.pm-new")
        beside.write_text(script(words), encoding="utf-8", newline="\n")
        beside.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
        put_in_place(beside, hook)
    return True


def script(words: Iterable[str]) -> str:
    """Write the script that says these lines."""
    lines = [line for line in dict.fromkeys(words) if _PLAIN.fullmatch(line) and line != _END]
    return _SCRIPT % "\n".join(lines)


def _is_ours(hook: Path) -> bool:
    return hook.is_file() and f"\n{_MARK}\n" in hook.read_text(encoding="utf-8", errors="replace")
