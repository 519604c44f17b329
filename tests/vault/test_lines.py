"""The files of the keyring: what was written is read, whatever subjects and scopes there are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pm.model.values import SCOPES
from pm.vault.lines import (
    Holder,
    KeyRow,
    RoleFile,
    find_row,
    read_days,
    read_enclosures,
    read_holders,
    read_role,
    read_shard,
    shard_of,
    text,
    write_enclosures,
    write_role,
    write_shard,
)
from pm.vault.rotation import destroy, renew
from pm.vault.token import encoded
from tests.vault.keyrings import DAY, READABLE, MemoryFiles, found_ring, person, ring

PARTS = st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=6, max_size=6)
SUBJECTS = st.builds("{}-{}".format, st.sampled_from("RS"), PARTS)
BLOBS = st.binary(min_size=1, max_size=60)
EPOCHS = st.integers(1, 10**6)


@given(
    shard=st.dictionaries(
        st.tuples(SUBJECTS, st.sampled_from(SCOPES)),
        st.builds(KeyRow, EPOCHS, BLOBS.map(encoded)),
        max_size=8,
    )
)
def test_data_keys_come_back(shard: dict[tuple[str, str], KeyRow]) -> None:
    body = write_shard(shard)
    assert read_shard(body) == shard
    assert write_shard(read_shard(body)) == body
    for (subject, scope), row in shard.items():
        assert find_row(body, subject, scope) == row
        assert (find_row(body, subject[:-1], scope), find_row(body, subject, "x")) == (None, None)


@given(
    enclosures=st.dictionaries(
        st.tuples(SUBJECTS, EPOCHS), st.lists(BLOBS, min_size=1, max_size=3), max_size=6
    )
)
def test_enclosed_keys_come_back(enclosures: dict[tuple[str, int], list[bytes]]) -> None:
    assert read_enclosures(write_enclosures(enclosures)) == enclosures


@given(
    role=st.builds(
        RoleFile, EPOCHS, EPOCHS, st.dictionaries(PARTS.map("age1{}".format), BLOBS, max_size=5)
    )
)
def test_a_role_comes_back(role: RoleFile) -> None:
    assert read_role(write_role(role)) == role


@given(
    holders=st.lists(st.builds(Holder, PARTS, SUBJECTS, st.just(DAY)), max_size=5),
    days=st.dictionaries(SUBJECTS, st.sampled_from([DAY, ""]), max_size=5),
)
def test_lists_come_back(holders: list[Holder], days: dict[str, str]) -> None:
    assert read_holders(text(holders)) == holders
    assert read_days(text(sorted(days.items()))) == days


def test_what_is_not_there_is_empty() -> None:
    assert read_shard(None) == {}
    assert read_enclosures(None) == {}
    assert read_role(None) is None
    assert find_row(None, "R-7K3QZD", "contact") is None


@given(subject=SUBJECTS)
def test_a_subject_lies_in_one_of_256_files(subject: str) -> None:
    assert shard_of(subject) == shard_of(subject)
    assert 0 <= int(shard_of(subject), 16) <= 255
    assert len(shard_of(subject)) == 2


def test_the_files_are_filled_evenly() -> None:
    counts: dict[str, int] = {}
    for number in range(10_000):
        name = shard_of(f"R-{number:06d}")
        counts[name] = counts.get(name, 0) + 1
    assert len(counts) == 256
    assert max(counts.values()) < 80


class KeyringLife(RuleBasedStateMachine):
    """A keyring as it is used, beside a dict that says what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.manager = person("E-MANAGR")
        self.files = MemoryFiles()
        found_ring(self.files, {self.manager: SCOPES})
        self.keyring = ring(self.files, self.manager)
        self.keys: dict[tuple[str, str], bytes] = {}
        self.saved: dict[tuple[str, str], bytes] = {}
        self.gone: set[str] = set()
        self.saved_gone: set[str] = set()

    @rule(
        subject=st.sampled_from([f"R-{n:06d}" for n in range(12)]),
        scope=st.sampled_from(READABLE),
        key=st.binary(min_size=32, max_size=32),
    )
    def put(self, subject: str, scope: str, key: bytes) -> None:
        if subject not in self.gone:
            self.keyring.put_data_key(subject, scope, key)
            self.keys[subject, scope] = key

    @rule(subject=st.sampled_from([f"R-{n:06d}" for n in range(12)]))
    def forget(self, subject: str) -> None:
        destroy(self.keyring, [subject], DAY)
        self.gone.add(subject)
        self.keys = {row: key for row, key in self.keys.items() if row[0] != subject}

    @rule(scope=st.sampled_from(READABLE), next_generation=st.booleans())
    def renew(self, scope: str, *, next_generation: bool) -> None:
        renew(self.keyring, [scope], next_generation=next_generation)

    @rule()
    def save(self) -> None:
        if self.keyring.is_changed:
            self.keyring.save()
        self.saved, self.saved_gone = dict(self.keys), set(self.gone)

    @rule()
    def drop(self) -> None:
        self.keyring.begin()
        self.keys, self.gone = dict(self.saved), set(self.saved_gone)

    @rule()
    def open_anew(self) -> None:
        self.keyring = ring(self.files, self.manager)
        self.keys, self.gone = dict(self.saved), set(self.saved_gone)

    @invariant()
    def it_holds_what_it_must(self) -> None:
        for number in range(12):
            for scope in READABLE:
                row = (f"R-{number:06d}", scope)
                assert self.keyring.data_key(*row) == self.keys.get(row)
        assert set(self.keyring.tombstones) == self.gone


TestKeyringLife = KeyringLife.TestCase
TestKeyringLife.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
