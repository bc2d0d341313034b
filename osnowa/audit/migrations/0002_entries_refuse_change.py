"""The database itself refuses to change or remove entries, on both engines."""

from django.db import migrations

from osnowa.audit import triggers


def put_on(apps, schema_editor):
    for statement in triggers.put_on(schema_editor.connection):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in triggers.take_off(schema_editor.connection):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(put_on, take_off, elidable=False)]
