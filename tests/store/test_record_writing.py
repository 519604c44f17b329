"""Records written to files: what the class does not know is kept wherever it stands."""

import copy
from datetime import datetime

from pm.office import registry
from pm.office.sample import records_folder
from pm.store.record_writing import write_stored
from pm.store.records import read_stored
from pm.vault.clear import ClearVault

TICKET = """\
id: T-261122-K7Q2XM
state: solved  # told by phone
data_subject: D-K7Q2XMK7Q2
type: repair
channel: phone
title: no water
colour: blue
caller:
  name: 周先生
  mood: calm
received_at: 2026-11-22T09:15:00+08:00
solutions:
  - id: AB12CD
    outcome: fixed
    tool: spanner
    solved_at: 2026-11-22T10:15:00+08:00
"""


def test_unknown_keys_stay_in_the_record_in_groups_and_in_entries() -> None:
    kind = registry.kind("ticket")
    path = kind.path("T-261122-K7Q2XM")
    stored = read_stored(kind, path, TICKET.encode())
    record = copy.deepcopy(stored.record)
    record.solutions[0].closed_at = datetime.fromisoformat("2026-11-22T11:15:00+08:00")  # type: ignore[attr-defined]  # a ticket has them
    written = write_stored(kind, record, ClearVault(), stored).data.decode()
    assert written == TICKET + "    closed_at: 2026-11-22T11:15:00+08:00\n"


def test_a_list_without_ids_is_written_as_it_is_now() -> None:
    kind = registry.kind("map")
    path = kind.path("nyc311")
    data = (records_folder() / "maps" / "nyc311.yaml").read_bytes()
    stored = read_stored(kind, path, data)
    record = copy.deepcopy(stored.record)
    record.state = "retired"
    written = write_stored(kind, record, ClearVault(), stored).data
    assert written == data.replace(b"state: active", b"state: retired")
