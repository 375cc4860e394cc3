"""What is sealed opens again, in its own place and under any key still held; nothing else does."""

import pytest
from cryptography.exceptions import InvalidTag

from tests.factories import create_ticket
from tickets.encryption import decrypt, encrypt, keyed_hash, keyed_hashes
from tickets.models import Draft, Sender


def test_round_trip_never_looks_the_same_twice():
    first, second = encrypt(b"abc", context="a"), encrypt(b"abc", context="a")

    assert first != second
    assert decrypt(first, context="a") == decrypt(second, context="a") == b"abc"


def test_sealed_text_opens_in_its_own_place_only():
    with pytest.raises(InvalidTag):
        decrypt(encrypt(b"abc", context="a"), context="b")


def test_altered_text_does_not_open():
    sealed = bytearray(encrypt(b"abc", context="a"))
    sealed[-1] ^= 1

    with pytest.raises(InvalidTag):
        decrypt(bytes(sealed), context="a")


def test_new_key_seals_and_the_old_one_still_opens(settings):
    old = encrypt(b"abc", context="a")
    settings.IDENTITY_KEYS = {2: bytes(32), **settings.IDENTITY_KEYS}

    new = encrypt(b"abc", context="a")

    assert (old[0], new[0]) == (1, 2)
    assert decrypt(old, context="a") == decrypt(new, context="a") == b"abc"


def test_hash_is_equal_for_equal_texts_of_one_context():
    assert keyed_hash("x", context="a") == keyed_hash("x", context="a")
    assert keyed_hash("x", context="a") != keyed_hash("x", context="b")


def test_hashes_of_older_keys_are_found_and_the_current_one_is_kept(settings):
    old = keyed_hash("x", context="a")
    settings.IDENTITY_KEYS = {2: bytes(32), **settings.IDENTITY_KEYS}

    new = keyed_hash("x", context="a")

    assert (new != old, keyed_hashes("x", context="a")) == (True, [new, old])


def test_empty_values_stand_empty(reference):
    ticket = create_ticket(name="")

    assert Sender.objects.get(ticket=ticket, name="").name == ""


def test_new_rows_have_their_empty_value():
    assert (Sender().name, Draft().content) == ("", {})
