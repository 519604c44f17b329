"""The reference for a new record: a process that runs ``git add`` and ``git commit`` of one file.

It is run as a script in a repository that is equal to the office.
"""

import os
import subprocess

RECORD = """\
id: T-261122-K7Q2XM
state: received
data_subject: D-ZZ4P2QAZ07
type: repair
channel: phone
title: leak under the sink
received_at: 2026-11-22T16:43:05+08:00
received_by: E-BAQ5RF
"""


def main() -> None:
    """Write a file, add it and commit it."""
    path = f"records/tickets/2026/11/22/T-261122-{os.urandom(4).hex()}.yaml"
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  # pathlib costs 5 ms
    with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123  # as above
        file.write(RECORD)
    subprocess.run(("git", "add", "--", path), check=True)
    subprocess.run(("git", "commit", "-q", "-m", "ticket: new repair"), check=True)


if __name__ == "__main__":
    main()
