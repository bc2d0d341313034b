"""An amount survives the database and SQL sums to the grosz, on both engines."""

from decimal import Decimal

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Avg, F, Max, Q, Sum, Value
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from osnowa.money.amounts import from_grosze
from osnowa.money.fields import LARGEST, PlnField


class Bill(models.Model):
    """A table of this test alone: the field is tried apart from the apps that use it."""

    amount = PlnField()
    paid = PlnField(null=True, blank=True, minimum=0, maximum=Decimal("100.00"))
    copies = models.PositiveSmallIntegerField(default=1)

    class Meta:
        app_label = "tests_money"
        constraints = [
            models.CheckConstraint(name="bill_is_bounded", condition=Q(amount__gte=Decimal("-1000000")))
        ]

    def __str__(self):
        return str(self.amount)


@pytest.fixture(scope="module", autouse=True)
def _table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as schema:
            schema.create_model(Bill)
        yield
        with connection.schema_editor() as schema:
            schema.delete_model(Bill)


@pytest.fixture
def bills(db):
    Bill.objects.bulk_create(Bill(amount=Decimal(amount)) for amount in ("0.10", "0.20", "-1234.56"))
    return Bill.objects.order_by("pk")


def test_an_amount_comes_back_with_two_decimals(bills):
    assert [str(bill.amount) for bill in bills] == ["0.10", "0.20", "-1234.56"]
    assert bills[0].paid is None


def test_the_database_holds_whole_grosze(bills):
    with connection.cursor() as cursor:
        cursor.execute("SELECT amount FROM tests_money_bill ORDER BY id")
        assert cursor.fetchall() == [(10,), (20,), (-123456,)]


def test_sums_are_exact_where_floats_are_not(db):
    Bill.objects.bulk_create([Bill(amount=Decimal("0.10"))] * 3000)

    assert Bill.objects.aggregate(total=Sum("amount"))["total"] == Decimal("300.00")


def test_arithmetic_in_sql_stays_an_amount(bills):
    bills.update(paid=Decimal("1.00"), copies=3)

    row = bills.annotate(rest=F("amount") - F("paid"), all=F("amount") * F("copies")).first()
    sums = bills.aggregate(
        rest=Sum(F("amount") - F("paid")),
        largest=Max("amount"),
        none=Sum("amount", filter=Q(copies=9), default=Decimal(0)),
        some=Sum("amount", filter=Q(copies=9)),
    )

    assert (row.rest, row.all) == (Decimal("-0.90"), Decimal("0.30"))
    assert sums == {
        "rest": Decimal("-1237.26"),
        "largest": Decimal("0.20"),
        "none": Decimal("0.00"),
        "some": None,
    }


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        (Q(amount=Decimal("0.1")), 1),
        (Q(amount__gt=0), 2),
        (Q(amount__gte="0.20"), 1),
        (Q(amount__in=[Decimal("0.10"), 5]), 1),
        (Q(amount__range=(-2000, 0)), 1),
        (Q(amount__lt=F("amount") + Value(Decimal("0.01"), PlnField())), 3),
        (Q(paid__isnull=True), 3),
    ],
)
def test_amounts_compare_with_decimals_and_whole_zlotys(bills, condition, count):
    assert bills.filter(condition).count() == count


@pytest.mark.parametrize(
    ("value", "error"), [(0.1, TypeError), (Decimal("0.101"), ValueError), (True, TypeError)]
)
def test_what_is_no_exact_amount_reaches_neither_rows_nor_questions(db, value, error):
    with pytest.raises(error):
        Bill(amount=value).save()
    with pytest.raises(error):
        Bill.objects.filter(amount=value).exists()
    with pytest.raises(error):
        Bill.objects.update(amount=value)


def test_an_amount_does_not_mix_with_plain_decimals_in_sql(db):
    with pytest.raises(FieldError):
        Bill.objects.annotate(more=F("amount") + Decimal("0.01")).first()


def test_an_average_is_not_an_amount(bills):
    with pytest.raises(TypeError, match="average"):
        bills.aggregate(mean=Avg("amount"))


def test_a_constraint_speaks_in_zlotys(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Bill.objects.create(amount=Decimal("-1000000.01"))


@pytest.mark.parametrize(
    ("amount", "paid", "fields"),
    [
        ("1.00", "100.01", ["paid"]),
        ("1.00", "-0.01", ["paid"]),
        ("1.001", None, ["amount"]),
        ("sto", None, ["amount"]),
        (1.5, None, ["amount"]),
        (None, None, ["amount"]),
        (LARGEST + Decimal("0.01"), None, ["amount"]),
    ],
)
def test_full_clean_names_the_amount_that_is_wrong(db, amount, paid, fields):
    with pytest.raises(ValidationError) as refusal:
        Bill(amount=amount, paid=paid).full_clean()

    assert sorted(refusal.value.error_dict) == fields


def test_full_clean_turns_a_text_into_an_amount(db):
    bill = Bill(amount="1", paid="100.00")

    bill.full_clean()

    assert (str(bill.amount), str(bill.paid)) == ("1.00", "100.00")


def test_bounds_survive_a_migration_and_wrong_ones_are_found():
    field = Bill._meta.get_field("paid")
    _name, path, _args, kwargs = field.deconstruct()

    assert path == "osnowa.money.fields.PlnField"
    assert kwargs == {"null": True, "blank": True, "minimum": 0, "maximum": Decimal("100.00")}
    assert "minimum" not in Bill._meta.get_field("amount").deconstruct()[3]

    odd = PlnField(minimum=5, maximum=1)
    odd.set_attributes_from_name("odd")
    assert [fault.id for fault in odd.check()] == ["money.E001"]


def test_a_form_asks_for_two_decimals():
    assert Bill._meta.get_field("paid").formfield().clean("12.5") == Decimal("12.5")
    with pytest.raises(ValidationError):
        Bill._meta.get_field("paid").formfield().clean("12.505")


class SumsOfAnyAmounts(TestCase):
    """A SQL sum equals the sum in Python for any amounts (the base class rolls each example back)."""

    @given(grosze=st.lists(st.integers(min_value=-(10**8), max_value=10**14 - 1), max_size=30))
    def test_sql_and_python_agree(self, grosze):
        amounts = [from_grosze(one) for one in grosze]
        Bill.objects.bulk_create(Bill(amount=amount) for amount in amounts)

        assert Bill.objects.aggregate(total=Sum("amount", default=0))["total"] == from_grosze(sum(grosze))
