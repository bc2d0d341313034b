"""Signing in, passwords and the page about oneself; none of it belongs to a centre's panel."""

from tests.access.matrix import BAD, GO, HIDDEN, LOGIN, OK, who
from tests.cast import PASSWORD

OUT_OF_DATE = {"uidb36": "1", "key": "abc-0123456789"}

ROWS = {
    ("GET", "account_login"): who(nobody=OK, rest=GO),
    ("POST", "account_login"): who(
        sends=lambda world: {"login": world.coordinator.email, "password": PASSWORD}, rest=GO
    ),
    # In a browser the button is a form; whoever opens the address by hand is asked first.
    ("GET", "account_logout"): who(nobody=GO, rest=OK),
    ("POST", "account_logout"): who(rest=GO),
    ("GET", "account_reset_password"): who(rest=OK),
    ("POST", "account_reset_password"): who(sends=lambda world: {"email": world.coordinator.email}, rest=GO),
    ("GET", "account_reset_password_done"): who(rest=OK),
    ("GET", "account_reset_password_from_key"): who(to=lambda world: OUT_OF_DATE, rest=OK),
    ("POST", "account_reset_password_from_key"): who(to=lambda world: OUT_OF_DATE, rest=OK),
    ("GET", "account_reset_password_from_key_done"): who(rest=OK),
    ("GET", "account_change_password"): who(nobody=LOGIN, rest=OK),
    ("POST", "account_change_password"): who(
        sends=lambda world: {"oldpassword": "inne niż moje"}, nobody=LOGIN, rest=BAD
    ),
    # A demo database, but not asked from the machine it runs on.
    ("GET", "accounts:demo_doors"): who(rest=HIDDEN),
    ("POST", "accounts:demo_door"): who(to=lambda world: {"pk": world.coordinator.pk}, rest=HIDDEN),
    ("GET", "who_am_i"): who(nobody=LOGIN, rest=OK),
}
