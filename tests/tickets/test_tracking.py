from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm

from tests.factories import create_ticket
from tickets import tracking

CODES_DRAWN = 100_000
# χ² with 9 degrees of freedom passes 64 by chance once in some 10⁹ draws; a digit a tenth too frequent makes it 100.
CHI_SQUARED = 64

codes = st.integers(min_value=0, max_value=9 * 10**14 - 1).map(lambda number: with_check_digit(str(number + 10**14)))


def with_check_digit(digits):
    return digits + damm.calc_check_digit(digits)


def test_new_code_is_sixteen_digits_and_checks():
    code = tracking.new_code()

    assert (len(code), code.isascii(), code.isdecimal(), code[0] != "0", damm.is_valid(code)) == (16, *[True] * 4)


def test_codes_are_drawn_uniformly():
    drawn = [tracking.new_code() for _ in range(CODES_DRAWN)]

    assert len(set(drawn)) == CODES_DRAWN
    for position in range(15):
        faces = 9 if position == 0 else 10
        counts = Counter(code[position] for code in drawn)
        expected = CODES_DRAWN / faces
        chi_squared = sum((count - expected) ** 2 / expected for count in counts.values())
        assert len(counts) == faces
        assert chi_squared < CHI_SQUARED, position


@given(codes)
def test_every_single_wrong_digit_is_noticed(code):
    wrong = [
        code[:place] + digit + code[place + 1 :]
        for place in range(16)
        for digit in "0123456789"
        if digit != code[place]
    ]

    assert len(wrong) == 144
    assert not any(damm.is_valid(each) for each in wrong)


@given(codes)
def test_every_swap_of_neighbours_is_noticed(code):
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(15)
        if code[place] != code[place + 1]
    ]

    assert not any(damm.is_valid(each) for each in swapped)


def test_grouped_is_read_back():
    code = tracking.new_code()

    assert tracking.grouped(code) == f"{code[:4]} {code[4:8]} {code[8:12]} {code[12:]}"
    assert tracking.normalise(tracking.grouped(code)) == code


@pytest.mark.parametrize(
    "as_typed",
    [
        "{0}{1}{2}{3}",
        "  {0} {1}  {2} {3} ",
        "{0}-{1}-{2}-{3}",
        "{0}–{1}—{2}‑{3}",
        "{0}\u00a0{1}\u200f{2}\u200c{3}\n",
        "\u2066{0}.{1}.{2}.{3}\u2069",
        "کد: {0}/{1}/{2}/{3}",
    ],
)
@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "0۱2٣4۵6٧8۹"])
def test_normalise_accepts_any_spacing_and_digits(as_typed, digits):
    code = tracking.new_code()
    groups = tracking.grouped(code).translate(str.maketrans("0123456789", digits)).split()

    assert tracking.normalise(as_typed.format(*groups)) == code


@pytest.mark.parametrize("typed", ["", "کد", "1" * 15, "1" * 17, "0" * 201, "1234 5678", "1" * 100_000])
def test_normalise_refuses_a_wrong_length(typed):
    with pytest.raises(tracking.MalformedCode):
        tracking.normalise(typed)


def test_normalise_refuses_a_wrong_check_digit():
    code = tracking.new_code()
    wrong = code[:15] + str((int(code[15]) + 1) % 10)

    with pytest.raises(tracking.MalformedCode):
        tracking.normalise(wrong)


@pytest.mark.django_db
class TestFind:
    def test_finds_the_ticket_of_the_code(self):
        ticket, _other = create_ticket(), create_ticket()

        assert tracking.find(ticket.code).pk == ticket.pk

    def test_finds_nothing_for_an_unknown_code(self):
        create_ticket()

        assert tracking.find(tracking.new_code()) is None

    def test_costs_one_query_found_or_not(self, django_assert_num_queries):
        ticket = create_ticket()

        with django_assert_num_queries(1):
            tracking.find(ticket.code)
        with django_assert_num_queries(1):
            tracking.find(tracking.new_code())

    def test_the_code_itself_is_nowhere_in_the_row(self):
        ticket = create_ticket()
        ticket.refresh_from_db()

        assert bytes(ticket.code_hash) == tracking.current_hash(ticket.code)[0]
        assert not [
            field for field in ticket._meta.concrete_fields if ticket.code in str(getattr(ticket, field.attname))
        ]

    def test_a_hit_under_an_old_pepper_is_hashed_anew(self, settings):
        ticket = create_ticket()
        settings.CODE_PEPPERS = {2: b"\x02" * 32, **settings.CODE_PEPPERS}

        found = tracking.find(ticket.code)

        ticket.refresh_from_db()
        assert found.pk == ticket.pk
        assert (bytes(ticket.code_hash), ticket.code_pepper) == (tracking.code_hash(ticket.code, 2), 2)
        settings.CODE_PEPPERS = {2: b"\x02" * 32}  # the old pepper is retired
        assert tracking.find(ticket.code).pk == ticket.pk

    def test_a_retired_pepper_opens_nothing(self, settings):
        ticket = create_ticket()
        settings.CODE_PEPPERS = {2: b"\x02" * 32}

        assert tracking.find(ticket.code) is None
