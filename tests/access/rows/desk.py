"""What reads across apps, and the first address after signing in."""

from tests.access.matrix import GO, LOGIN, OK, who

ROWS = {
    # Everybody of the cast belongs to one centre and is led there.
    ("GET", "desk:start"): who(nobody=LOGIN, rest=GO),
    ("GET", "desk:home"): who(rest=OK),
    # The demo's clock is moved by whoever looks at the demo.
    ("POST", "desk:clock"): who(sends=lambda world: {"today": "17.04.2019"}, nobody=LOGIN, rest=GO),
}
