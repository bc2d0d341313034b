"""NIP, KRS and telephone numbers: what people type, and the one form that is kept."""

import pytest

from osnowa.organisations.numbers import canonical_krs, canonical_nip, canonical_phone


@pytest.mark.parametrize(
    "typed", ["1234563218", "123-456-32-18", "123 456 32 18", "PL1234563218", "PL 123-456-32-18"]
)
def test_a_nip_is_kept_as_ten_digits(typed):
    assert canonical_nip(typed) == "1234563218"


@pytest.mark.parametrize("typed", ["1234563219", "123456321", "12345632180", "abc", "", "0123456"])
def test_what_is_no_nip_is_refused(typed):
    with pytest.raises(ValueError, match="NIP"):
        canonical_nip(typed)


@pytest.mark.parametrize("typed", ["0000123456", "0000 123 456", "0000-123-456"])
def test_a_krs_number_is_kept_as_ten_digits(typed):
    assert canonical_krs(typed) == "0000123456"


@pytest.mark.parametrize("typed", ["123456", "00001234567", "0000000000", "KRS0000123456", "", "٠٠٠٠١٢٣٤٥٦"])
def test_what_is_no_krs_number_is_refused(typed):
    with pytest.raises(ValueError, match="KRS"):
        canonical_krs(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("71 78 22 322", "+48717822322"),
        ("71 782 23 22", "+48717822322"),  # the same number written otherwise
        ("(71) 78-22-322", "+48717822322"),
        ("+48 71 78 22 322", "+48717822322"),
        ("0048717822322", "+48717822322"),
        ("071 78 22 322", "+48717822322"),
        ("48 71 78 22 322", "+48717822322"),
        ("71/ 78-49-605", "+48717849605"),
        ("+380 44 123 4567", "+380441234567"),
        ("+49 30 123456", "+4930123456"),
        ("501-928-501", "+48501928501"),
        ("+49 30 1234567", "+49301234567"),
        ("112", "112"),
        ("116123", "116123"),
    ],
)
def test_a_phone_is_kept_in_one_form(typed, kept):
    assert canonical_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "78 22 322", "71 78 22 32", "+48 123", "+12 34", "telefon", "71 78 22 322 wew. 5"),
        *("1234567890123456", "+٤٨٦٠١٢٣٤٥٦٧", "١١٢"),
    ],
)
def test_what_nobody_could_dial_is_refused(typed):
    with pytest.raises(ValueError, match="telephone"):
        canonical_phone(typed)


@pytest.mark.parametrize("typed", ["112", "19 115", "116123"])
def test_a_short_number_reaches_nobody_in_particular(typed):
    with pytest.raises(ValueError, match="telephone"):
        canonical_phone(typed, takes_short=False)
