"""``osnowa keys rotate``: seal everything with the current key."""

from collections.abc import Callable
from functools import partial

import click

from osnowa.cli import Stopped, main, set_up
from osnowa.cli.migrate import refuse_unprepared


@main.group()
def keys() -> None:
    """Klucze szyfrowania pól."""


@keys.command()
def rotate() -> None:
    """Zaszyfruj wszystko bieżącym kluczem, podczas gdy ludzie pracują.

    Najpierw postaw nowy klucz na początku OSNOWA_FIELD_KEYS („2:nowy,1:stary”) i uruchom serwer ponownie.
    Potem stary klucz można usunąć. Przerwane wystarczy powtórzyć. Przykład: osnowa keys rotate
    """
    set_up()
    refuse_unprepared()
    from django.apps import apps

    from osnowa.secrets import rotation
    from osnowa.secrets.cipher import CannotOpen

    changed = 0
    for model, field in rotation.encrypted_fields(list(apps.get_models())):
        changed += _told(str(model._meta.verbose_name), partial(rotation.rotate, model, field), CannotOpen)
    changed += _told("klucze osób", rotation.rotate_subject_keys, CannotOpen)
    click.echo(f"Zaszyfrowane na nowo: {changed}.")


def _told(what: str, seal_anew: Callable[[], int], fault: type[Exception]) -> int:
    """Do one part and say how many values were sealed anew; stop with a sentence when one does not open."""
    try:
        count = seal_anew()
    except fault as cause:
        raise Stopped(f"{what}: zapis nie daje się otworzyć żadnym z podanych kluczy ({cause}).") from cause
    click.echo(f"{what}: {count}", err=True)
    return count
