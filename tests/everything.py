"""The whole suite, as ``make test`` runs it: on SQLite, on PostgreSQL, and in a real browser.

What is not installed is left out with one line that says how to get it; with ``CI=true`` or
``OSNOWA_REQUIRE_ALL=1`` leaving anything out is a failure.
"""

import os
import subprocess
import sys
from contextlib import nullcontext

from tests import postgres
from tests.journeys import chromium

REQUIRE_ALL = os.environ.get("OSNOWA_REQUIRE_ALL") == "1" or os.environ.get("CI", "").lower() in ("true", "1")


def suite(title: str, *arguments: str, **environment: str) -> bool:
    """Run pytest under a heading and return whether it passed."""
    print(f"== {title}", flush=True)
    variables = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    if REQUIRE_ALL:
        variables["OSNOWA_REQUIRE_ALL"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**variables, **environment}).returncode == 0


def main() -> int:
    """Run all parts and return the exit code."""
    in_parallel = ["-m", "not journey", "-n", "auto", "--maxprocesses", "8", "--dist", "worksteal"]
    passed, left_out = [], []

    passed.append(suite("SQLite", *in_parallel))

    given = os.environ.get("TEST_DATABASE_URL")
    try:
        with nullcontext(given) if given else postgres.server() as address:
            passed.append(suite("PostgreSQL", *in_parallel, TEST_DATABASE_URL=address))
    except postgres.Unavailable as reason:
        left_out.append(f"PostgreSQL: {reason} albo podaj TEST_DATABASE_URL.")

    if chromium.program():
        passed.append(suite("Przeglądarka", "-m", "journey"))
    else:
        left_out.append(f"Przeglądarka: {chromium.HOW_TO_GET}.")

    for sentence in left_out:
        print(f"Pominięto – {sentence}", flush=True)
    if left_out and REQUIRE_ALL:
        print("Tutaj niczego nie wolno pominąć (CI=true albo OSNOWA_REQUIRE_ALL=1).", file=sys.stderr)
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
