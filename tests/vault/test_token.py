"""The token: any text comes back from its own place, and from no other."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm.errors import Damaged, Sealed
from pm.model.values import Place
from pm.vault.sealed import SealedVault
from pm.vault.token import (
    Token,
    decoded,
    encoded,
    looks_sealed,
    padded,
    padded_length,
    parse_token,
    unpadded,
)
from tests.vault.keyrings import READABLE, MemoryFiles, found_ring, person, place, ring, vault_of

SUBJECT, OTHER = "R-7K3QZD", "R-8M4RTF"
PHONE = "13800000115"
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> SealedVault:
    """Give a vault that opens every scope."""
    files = MemoryFiles()
    manager = person("E-MANAGR")
    found_ring(files, {manager: (*READABLE, "conduct")})
    made = vault_of(ring(files, manager), tmp_path_factory.mktemp("desk"), ["E-ACCUSD"])
    for scope in READABLE:  # a value of either subject in every scope
        for subject in (SUBJECT, OTHER):
            made.seal(place(subject, scope), PHONE)
    return made


def refusal(vault: SealedVault, where: Place, disk: str) -> type[Sealed]:
    """Open what must not open."""
    with pytest.raises(Sealed) as caught:
        vault.open(where, disk)
    assert PHONE not in str(caught.value)
    return caught.type


# -- the text inside ------------------------------------------------------------------------------


@given(text=TEXTS)
def test_any_text_comes_back(vault: SealedVault, text: str) -> None:
    token = vault.seal(place(SUBJECT), text)
    assert vault.open(place(SUBJECT), token) == text
    assert looks_sealed(token)
    assert token.isascii()
    assert str(parse_token(token)) == token


@given(text=TEXTS)
def test_the_same_text_in_the_same_place_is_the_same_token(vault: SealedVault, text: str) -> None:
    assert vault.seal(place(SUBJECT), text) == vault.seal(place(SUBJECT), text)
    assert vault.seal(place(SUBJECT), text) != vault.seal(place(OTHER), text)


@given(text=TEXTS)
def test_the_filling_is_whole_blocks_and_comes_off(text: str) -> None:
    size = len(text.encode("utf-8"))
    assert len(padded(text)) == padded_length(size)
    assert len(padded(text)) % 16 == 0
    assert 1 <= len(padded(text)) - size <= 16
    assert unpadded(padded(text)) == text


@pytest.mark.parametrize("text", ["\0", "\x80", "a\0\0", "\u0080\0", "满意\0", "\0" * 40, ""])
def test_a_text_that_looks_like_filling_comes_back(text: str) -> None:
    assert unpadded(padded(text)) == text


@given(data=st.binary(max_size=64))
def test_only_one_filling_is_taken(data: bytes) -> None:
    text = unpadded(data)
    assert text is None or padded(text) == data


def test_short_answers_are_equally_long(vault: SealedVault) -> None:
    sizes = {len(vault.seal(place(SUBJECT), text)) for text in ("满意", "不满意", "", "x" * 15)}
    assert len(sizes) == 1


# -- the form -------------------------------------------------------------------------------------


@given(text=st.text() | st.from_regex(r"pm1(\.[a-z0-9]{0,9}){0,4}[A-Za-z0-9_=-]*"))
def test_an_arbitrary_text_is_a_token_or_none(text: str) -> None:
    token = parse_token(text)
    assert token is None or str(token) == text


@given(text=st.text(max_size=60) | st.from_regex(r"pm1\.contact\.1\.[A-Za-z0-9_-]{1,90}"))
def test_an_arbitrary_text_never_opens(vault: SealedVault, text: str) -> None:
    refusal(vault, place(SUBJECT), text)


@given(data=st.binary(max_size=100))
def test_bytes_are_written_in_one_way(data: bytes) -> None:
    assert decoded(encoded(data)) == data


@given(text=st.text(alphabet="ABab01_-+/=\n ", max_size=12))
def test_only_that_way_is_read(text: str) -> None:
    data = decoded(text)
    assert data is None or encoded(data) == text


def test_the_last_letter_has_no_second_spelling(vault: SealedVault) -> None:
    token = vault.seal(place(SUBJECT), PHONE)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for letter in letters.replace(token[-1], ""):
        refusal(vault, place(SUBJECT), token[:-1] + letter)


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token + "=",
        lambda token: token + "\n",
        lambda token: " " + token,
        lambda token: token.replace("pm1", "pm2", 1),
        lambda token: token.replace("pm1", "PM1", 1),
        lambda token: token.replace(".1.", ".01.", 1),
        lambda token: token.replace(".1.", ".１.", 1),
        lambda token: token.replace(".1.", ".0.", 1),
        lambda token: token.replace(".1.", ".-1.", 1),
        lambda token: token.replace(".1.", "..", 1),
        lambda token: token.replace("contact", "Contact", 1),
        lambda token: token.replace("contact", "", 1),
        lambda token: token + "." + token,
    ],
)
def test_what_is_not_exactly_a_token_is_damaged(
    vault: SealedVault, change: Callable[[str], str]
) -> None:
    token = change(vault.seal(place(SUBJECT), PHONE))
    assert parse_token(token) is None
    assert refusal(vault, place(SUBJECT), token) is Damaged


# -- moved, flipped, cut, relabelled --------------------------------------------------------------


@pytest.mark.parametrize("text", ["", PHONE, "王小明", "a longer text of two blocks and more 漏水"])
def test_a_token_with_any_bit_flipped_is_damaged(vault: SealedVault, text: str) -> None:
    token = parse_token(vault.seal(place(SUBJECT), text))
    assert token is not None
    for at in range(len(token.body)):
        for bit in range(8):
            body = bytearray(token.body)
            body[at] ^= 1 << bit
            flipped = str(token._replace(body=bytes(body)))
            assert refusal(vault, place(SUBJECT), flipped) is Damaged


def test_a_token_cut_anywhere_is_damaged(vault: SealedVault) -> None:
    token = vault.seal(place(SUBJECT), "a longer text of two blocks and more")
    for size in range(len(token)):
        assert refusal(vault, place(SUBJECT), token[:size]) is Damaged


def test_bytes_cut_anywhere_are_damaged(vault: SealedVault) -> None:
    token = parse_token(vault.seal(place(SUBJECT), "a longer text of two blocks and more"))
    assert token is not None
    for size in range(1, len(token.body)):
        for body in (token.body[:size], token.body[size:]):
            assert refusal(vault, place(SUBJECT), str(token._replace(body=body))) is Damaged


@given(more=st.binary(min_size=1, max_size=40))
def test_a_token_with_more_at_its_end_is_damaged(vault: SealedVault, more: bytes) -> None:
    token = parse_token(vault.seal(place(SUBJECT), PHONE))
    assert token is not None
    assert refusal(vault, place(SUBJECT), str(token._replace(body=token.body + more))) is Damaged


@pytest.mark.parametrize(
    "moved",
    [
        {"kind": "resident"},
        {"record": "T-261122-K7Q2XN"},
        {"path": "name"},
        {"path": "phone.1"},
        {"path": ""},
        {"scope": "voice"},
        {"subject": OTHER},
        {"kind": "ticketT-261122-K7Q2XM", "record": ""},
        {"record": "T-261122-K7Q2XMphone", "path": ""},
    ],
    ids=str,
)
def test_a_token_in_another_place_does_not_open(vault: SealedVault, moved: dict[str, str]) -> None:
    token = vault.seal(place(SUBJECT), PHONE)
    assert refusal(vault, place(SUBJECT)._replace(**moved), token) is Damaged


@given(
    words=st.tuples(*[st.text(alphabet="ab\0.", max_size=3)] * 3),
    others=st.tuples(*[st.text(alphabet="ab\0.", max_size=3)] * 3),
)
def test_no_two_places_are_taken_for_each_other(
    vault: SealedVault, words: tuple[str, str, str], others: tuple[str, str, str]
) -> None:
    first, second = (Place(*three, "contact", SUBJECT) for three in (words, others))
    token = vault.seal(first, PHONE)
    if first == second:
        assert vault.open(second, token) == PHONE
    else:
        assert refusal(vault, second, token) is Damaged


@pytest.mark.parametrize("label", ["address", "voice", "finance", "conduct", "nothing"])
def test_a_token_relabelled_with_another_scope_does_not_open(
    vault: SealedVault, label: str
) -> None:
    token = parse_token(vault.seal(place(SUBJECT), PHONE))
    assert token is not None
    relabelled = str(token._replace(scope=label))
    refusal(vault, place(SUBJECT), relabelled)
    refusal(vault, place(SUBJECT)._replace(scope=label), relabelled)


@pytest.mark.parametrize("generation", [2, 3, 11, 999999])
def test_a_token_relabelled_with_another_generation_does_not_open(
    vault: SealedVault, generation: int
) -> None:
    token = parse_token(vault.seal(place(SUBJECT), PHONE))
    assert token is not None
    refusal(vault, place(SUBJECT), str(token._replace(generation=generation)))


def test_a_refusal_names_the_record_and_the_field(vault: SealedVault) -> None:
    with pytest.raises(Damaged) as caught:
        vault.open(place(SUBJECT), "pm1.contact.1.AAAA")
    assert "T-261122-K7Q2XM" in str(caught.value)
    assert "phone" in str(caught.value)


def test_a_plain_text_in_a_sealed_place_does_not_open(vault: SealedVault) -> None:
    assert refusal(vault, place(SUBJECT), "13800000116") is Damaged
    assert not vault.is_sealed("13800000116")


def test_a_token_says_its_parts() -> None:
    assert str(Token("voice", 12, b"\0\1\2")) == "pm1.voice.12.AAEC"
