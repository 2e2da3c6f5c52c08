"""Which passwords are taken."""

import hashlib
import random
import time

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.functional import Promise

from advisor.accounts.passwords.breached import BreachList
from advisor.accounts.passwords.strength import JUDGED, weakness_of
from tests.accounts.people import PASSWORD


def digest(password):
    return hashlib.sha1(password.encode()).hexdigest().upper()


def list_of(path, passwords, end="\r\n"):
    """Write a list as the downloader of Have I Been Pwned does."""
    lines = sorted(f"{digest(password)}:{count}" for count, password in enumerate(passwords, 1))
    path.write_bytes("".join(line + end for line in lines).encode())
    return BreachList(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [1, 2, 3, 10, 1000])
def test_finds_every_password_of_a_list_and_no_other(tmp_path, size, end):
    known = [f"password number {n}" for n in range(size)]
    breached = list_of(tmp_path / "list.txt", known, end)
    breached.check()
    assert all(breached.holds(password) for password in known)
    assert not any(breached.holds(f"unknown {n}") for n in range(300))


def test_a_list_without_an_end_of_its_last_line_is_read_to_its_end(tmp_path):
    path = tmp_path / "list.txt"
    list_of(path, ["one", "two", "three"])
    path.write_bytes(path.read_bytes().rstrip())
    assert all(BreachList(path).holds(password) for password in ("one", "two", "three"))


def test_a_large_list_takes_few_reads(tmp_path, monkeypatch):
    breached = list_of(tmp_path / "list.txt", [str(n) for n in range(50_000)])
    from advisor.accounts.passwords import breached as module

    reads = []
    monkeypatch.setattr(module, "_line_from", lambda *a, read=module._line_from: reads.append(a) or read(*a))
    assert breached.holds("31415")
    assert len(reads) < 30


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file"),
        ("", "its lines must read"),
        ("password\nqwerty\n", "its lines must read"),
        ("".join(f"{digest(str(n)).lower()}:1\n" for n in range(9)), "its lines must read"),
        ("".join(f"{digest(str(n))}:1\n" for n in range(99)), "must be sorted"),
    ],
)
def test_a_file_that_is_no_such_list_is_named_with_what_is_wrong(tmp_path, content, says):
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ImproperlyConfigured, match=says) as told:
        BreachList(path).check()
    assert str(path) in str(told.value)


def test_a_breached_password_is_refused_however_strong(tmp_path, settings):
    list_of(tmp_path / "list.txt", [PASSWORD])
    settings.BREACHED_PASSWORDS = str(tmp_path / "list.txt")
    with pytest.raises(ValidationError, match="known from a data breach"):
        validate_password(PASSWORD)
    validate_password("violet harbour saddle onion")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("password1234", "that many people use"),
        ("[poiuytrewq]", "keys"),
        ("zzzzzzzzzzzzzzzz", "Repeated"),
        ("abcdefghijklmn", "Sequences"),
        ("13.02.198613.02.1986", "Repeated"),
        ("fourwaysfourways1", "site’s name|Repeated"),
        ("antidisestablishment", "A single word"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_the_reason_and_what_to_do(password, says):
    with pytest.raises(ValidationError, match=says) as told:
        validate_password(password)
    assert "four or more words" in str(told.value)


def test_ones_own_address_is_easy_to_guess(django_user_model):
    person = django_user_model(email="brunhilde.silberstein@example.org", username="brunhilde")
    password = "brunhilde.silberstein"
    validate_password(password)
    with pytest.raises(ValidationError, match="contains your e-mail address"):
        validate_password(password, person)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "xK9#mQ2$vL7@", "맑은 하늘 아래 작은 기차역", "a" + "ÿ" * 5 + " korb lampe 7 rinde"],
)
def test_good_passwords_are_taken(password):
    assert validate_password(password) is None


def test_length_has_two_bounds():
    strong = "".join(random.Random(1).choices("abcdefghijkmnpqrstuvwxyz23456789", k=128))
    validate_password(strong)
    with pytest.raises(ValidationError, match="It may have 128 characters"):
        validate_password(strong + "x")
    with pytest.raises(ValidationError, match="too short"):
        validate_password("xK9#mQ2$vL7")


@pytest.mark.slow
def test_no_password_takes_long_to_judge():
    worst = random.Random(3)
    for length in (JUDGED, 128, 10_000):
        password = "".join(worst.choices("4@8({[<369#!1|057+%2$", k=length))
        began = time.perf_counter()
        weakness_of(password)
        assert time.perf_counter() - began < 5, length


def test_every_reason_is_a_sentence():
    for password in ("password", "qwerty", "aaaa", "abcd", "1986", "13.2.1986", "dinosaur", ""):
        reason = weakness_of(password)
        assert str(reason).endswith("."), password


def test_reasons_speak_the_readers_language_when_they_are_read():
    assert isinstance(weakness_of("qwertyuiop"), Promise)


def test_passwords_are_stored_by_scrypt_and_old_ones_anew(settings):
    from advisor.accounts.fixed_settings import PASSWORD_HASHERS

    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    stored = make_password("copper lantern meadow ferry")
    assert stored.startswith("scrypt$32768$")
    assert stored.split("$")[3:5] == ["8", "3"]
    assert check_password("copper lantern meadow ferry", stored)
    assert not check_password("copper lantern meadow fern", stored)
    renewed = []
    before = ScryptPasswordHasher().encode("copper lantern meadow ferry", "somesaltofbefore")
    assert check_password("copper lantern meadow ferry", before, renewed.append)
    assert renewed == ["copper lantern meadow ferry"]
