"""A variable that is missing or malformed is named, with what to write instead; nothing starts half configured."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

KEY = base64.urlsafe_b64encode(bytes(range(224, 256))).decode()  # with a "-" or "_" in it


def value(monkeypatch, read, text, **options):
    monkeypatch.setenv("THE_VARIABLE", text)
    return read("THE_VARIABLE", **options)


def refusal(monkeypatch, read, text, **options):
    with pytest.raises(ImproperlyConfigured, match="THE_VARIABLE") as refused:
        value(monkeypatch, read, text, **options)
    return str(refused.value)


def test_keys_come_with_their_versions_the_current_one_first(monkeypatch):
    keys = value(monkeypatch, env.versioned_keys, f"7:{KEY}, 2:{KEY},")

    assert list(keys) == [7, 2]
    assert {len(key) for key in keys.values()} == {32}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        KEY,
        f"x:{KEY}",
        f"0:{KEY}",
        f"256:{KEY}",
        f"۱:{KEY}",
        f"1:{KEY},1:{KEY}",
        "1:c2hvcnQ=",
        f"1:{KEY[:-3]}",
        f"1:{KEY[:9]}!{KEY[9:]}",
        "1:!",
    ],
)
def test_malformed_keys_are_refused_with_a_way_to_make_one(monkeypatch, text):
    assert "secrets.token_bytes(32)" in refusal(monkeypatch, env.versioned_keys, text)


def test_missing_keys_are_refused(monkeypatch):
    monkeypatch.delenv("THE_VARIABLE", raising=False)

    with pytest.raises(ImproperlyConfigured, match="THE_VARIABLE"):
        env.versioned_keys("THE_VARIABLE")


@pytest.mark.parametrize(
    "text", ["https://shekayat.example.ir", "https://shekayat.example.ir/", "http://127.0.0.1:8000"]
)
def test_address_of_the_site_loses_its_last_slash(monkeypatch, text):
    assert value(monkeypatch, env.site_url, text) == text.rstrip("/")


@pytest.mark.parametrize(
    "text",
    [
        "shekayat.example.ir",
        "ftp://shekayat.example.ir",
        "https://",
        "https:/x",
        "",
        "http://[x",
        "https://x.ir/portal",
        "https://x.ir?y=1",
        "https://x.ir:port",
        "https://x y.ir",
        "https://who@x.ir",
        "https://x.ir;script-src *",
    ],
)
def test_address_of_the_site_needs_its_scheme_and_host(monkeypatch, text):
    assert "https://shekayat.example.ir" in refusal(monkeypatch, env.site_url, text)


@pytest.mark.parametrize(
    ("text", "kind", "expected"), [("3", int, 3), ("0.5", float, 0.5), ("", int, 30), ("0", int, 0)]
)
def test_number(monkeypatch, text, kind, expected):
    assert value(monkeypatch, env.number, text, default=30, kind=kind) == expected


@pytest.mark.parametrize("text", ["abc", "-1", "1.5", "nan", "inf"])
def test_what_is_no_number_is_refused(monkeypatch, text):
    assert "such as 30" in refusal(monkeypatch, env.number, text, default=30)


@pytest.mark.parametrize("text", ["nan", "inf", "-0.5"])
def test_what_is_no_duration_is_refused(monkeypatch, text):
    assert "such as 30" in refusal(monkeypatch, env.number, text, default=30, kind=float)


def test_number_that_must_not_be_zero(monkeypatch):
    assert "such as 30" in refusal(monkeypatch, env.number, "0", default=30, least=1)


def test_page_of_another_site_comes_with_its_origin(monkeypatch):
    read = env.page_of_another_site

    assert value(monkeypatch, read, "https://a.ir:8443/x?y=1", default="https://b.ir/") == (
        "https://a.ir:8443/x?y=1",
        "https://a.ir:8443",
    )


@pytest.mark.parametrize("text", ["", "a.ir", "javascript:alert(1)", "http://[x", "https://a.ir; *"])
def test_page_of_another_site_is_an_http_address(monkeypatch, text):
    assert "https://b.ir/" in refusal(monkeypatch, env.page_of_another_site, text, default="https://b.ir/")
