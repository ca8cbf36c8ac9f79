"""The device key: published vectors, and what people compare by phone."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.exchange import keys

# RFC 8032, section 7.1, tests 1 and 2
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_keys_and_signatures_are_those_of_the_published_vectors(
    seed: str, public: str, message: str, signature: str
) -> None:
    secret, text = bytes.fromhex(seed), bytes.fromhex(message)
    assert keys.public_key(secret).hex() == public
    assert keys.sign(secret, text).hex() == signature
    assert keys.verify(bytes.fromhex(public), text, bytes.fromhex(signature))


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=100))
def test_a_signature_belongs_to_one_message_and_one_key(seed: bytes, message: bytes) -> None:
    signature, public = keys.sign(seed, message), keys.public_key(seed)
    stranger = keys.public_key(hashlib.sha256(seed).digest())
    assert keys.verify(public, message, signature)
    assert not keys.verify(public, message + b"x", signature)
    assert not keys.verify(stranger, message, signature)


@given(key=st.binary(max_size=40), signature=st.binary(max_size=70))
def test_no_bytes_make_verifying_fail_with_an_exception(key: bytes, signature: bytes) -> None:
    assert not keys.verify(key, b"message", signature)


def test_the_fingerprint_is_the_hash_of_the_key_modulo_ten_to_the_sixteen() -> None:
    public = bytes.fromhex(VECTORS[0][1])
    expected = int(hashlib.sha256(public).hexdigest(), 16) % 10_000_000_000_000_000
    assert keys.fingerprint(public).replace("-", "") == str(expected).rjust(16, "0")
    assert [len(part) for part in keys.fingerprint(public).split("-")] == [4, 4, 4, 4]


def test_a_fingerprint_may_be_typed_with_spaces_or_without_hyphens() -> None:
    shown = keys.fingerprint(keys.public_key(bytes(32)))
    assert keys.same_fingerprint(shown, shown.replace("-", ""))
    assert keys.same_fingerprint(shown.replace("-", " "), f" {shown}\n")
    assert not keys.same_fingerprint(shown, shown[:-1])
    assert not keys.same_fingerprint("", "")
