"""A private file is stored once, leaves as a download only, proves that it is what it was, and can go."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django_scopes import scope

from osnowa.audit.models import Entry, Name
from osnowa.documents import actions
from osnowa.documents.answers import answer
from osnowa.documents.models import StoredFile
from osnowa.documents.queries import FileFault, verify_stored
from osnowa.errors import Refused
from osnowa.participants.models import Ground
from tests.cast import NOW

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n" + b"a" * 100


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def store(here, content=PDF, name="orzeczenie Nowak.pdf"):
    return actions.store(
        content=ContentFile(content), name=name, centre=here.centre, by=here.caseworker, at=NOW
    )


def test_a_file_is_kept_under_a_name_that_tells_nothing(here, folder):
    before = set(on_disk(folder))

    stored = store(here)

    assert (stored.media_type, stored.size, stored.sha256) == (
        "application/pdf",
        len(PDF),
        sha256(PDF).hexdigest(),
    )
    (path,) = set(on_disk(folder)) - before
    assert path.read_bytes() == PDF
    assert path.relative_to(folder).parts[0] == str(here.centre.pk)
    assert "Nowak" not in str(path)


def test_the_audit_does_not_tell_the_name(here):
    stored = store(here)

    entry = Entry.objects.get(verb="documents.file.stored")

    assert entry.after == {"media_type": "application/pdf", "size": len(PDF), "sha256": stored.sha256}
    assert "orzeczenie" not in repr([*Entry.objects.values(), *Name.objects.values()])


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "pusty.pdf", "Ten plik jest pusty. Wybierz go jeszcze raz."),
        (b"MZ program", "skan.pdf", "Tego pliku nie da się przyjąć. Wybierz plik PDF, JPG albo PNG."),
        (b"RIFF    WEBP", "zdjecie.webp", "Tego pliku nie da się przyjąć. Wybierz plik PDF, JPG albo PNG."),
        (
            b"%PDF-" + b"a" * (1024 * 1024),
            "duzy.pdf",
            "Ten plik jest za duży. Największy może mieć 1 MB. Zeskanuj go w mniejszej jakości.",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_and_leaves_nothing(here, folder, settings, content, name, sentence):
    settings.OSNOWA_LARGEST_FILE_BYTES = 1024 * 1024
    before = on_disk(folder), StoredFile.objects.count()

    with pytest.raises(Refused) as refusal:
        store(here, content, name)

    assert refusal.value.messages == [sentence]
    assert (on_disk(folder), StoredFile.objects.count()) == before


def test_the_largest_file_is_taken(here, settings):
    settings.OSNOWA_LARGEST_FILE_BYTES = len(PDF)

    assert store(here).size == len(PDF)


def test_a_file_from_a_form_is_read_from_its_beginning(here):
    upload = SimpleUploadedFile("skan.png", b"\x89PNG\r\n\x1a\n" + b"b" * 300_000, "text/html")
    upload.read(10)

    kept = actions.store(content=upload, name=upload.name, centre=here.centre, by=None, at=NOW)

    assert (kept.size, kept.media_type) == (300_008, "image/png")


def test_what_the_database_refuses_does_not_stay_on_the_disk(here, folder, monkeypatch):
    def refuse(self, **options):
        raise RuntimeError("the database says no")

    monkeypatch.setattr(StoredFile, "save", refuse)
    before = on_disk(folder)

    with pytest.raises(RuntimeError):
        store(here)

    assert on_disk(folder) == before


def test_a_download_runs_nothing_and_is_kept_nowhere(here):
    kept = store(here, name="orzeczenie „żółć”.pdf")

    response = answer(RequestFactory().get("/"), kept)

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''orzeczenie%20")
    assert response["Content-Length"] == str(len(PDF))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    response.close()


def test_the_middleware_leaves_the_sandbox_alone(here, rf):
    from csp.middleware import CSPMiddleware

    kept = store(here)

    response = CSPMiddleware(lambda request: answer(request, kept))(rf.get("/"))

    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    response.close()


def test_a_discarded_file_leaves_the_disk_and_its_digest_stays_in_the_log(
    here, folder, django_capture_on_commit_callbacks
):
    before = on_disk(folder), StoredFile.objects.count()
    stored = store(here)
    pk, digest = stored.pk, stored.sha256

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(stored=stored, by=here.caseworker, at=NOW)
        assert len(on_disk(folder)) == len(before[0]) + 1, "what may be undone still has its content"

    assert (on_disk(folder), StoredFile.objects.count()) == before
    entry = Entry.objects.get(verb="documents.file.discarded")
    assert entry.before == {"media_type": "application/pdf", "size": len(PDF), "sha256": digest}
    assert Name.objects.get(pseudonym=entry.subject).label == f"documents.storedfile:{pk}"


def test_a_file_that_something_opens_to_is_not_discarded(here, folder, django_capture_on_commit_callbacks):
    before = on_disk(folder)

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(actions.FileIsNeeded, match="zależą od niego: podstawy wsparcia"),
    ):
        actions.discard(stored=here.ground.scan, by=here.caseworker, at=NOW)

    assert on_disk(folder) == before
    assert StoredFile.objects.filter(pk=here.ground.scan_id).exists()
    assert not Entry.objects.filter(verb="documents.file.discarded").exists()


def faults(centre=None) -> list[FileFault]:
    return list(verify_stored(centre))


def test_the_check_finds_what_is_not_as_it_was(cast, here, folder):
    kept_by_the_cast = [fault.label for fault in faults(here.centre)]
    unused, changed, missing = (store(here, PDF + bytes([n])) for n in range(3))
    Path(changed.content.path).write_bytes(PDF + b"X")
    Path(missing.content.path).unlink()
    stray = folder / str(here.centre.pk) / "ab" / "podrzucony"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"?")

    new = [fault for fault in faults(here.centre) if fault.label not in kept_by_the_cast]

    assert new == [
        FileFault(f"documents.storedfile:{unused.pk}", "nic się do niego nie odwołuje"),
        FileFault(f"documents.storedfile:{changed.pk}", "ma inną treść niż w chwili zapisania"),
        FileFault(f"documents.storedfile:{missing.pk}", "nie ma go na dysku"),
        FileFault(f"{here.centre.pk}/ab/podrzucony", "leży na dysku, ale nie ma go w bazie"),
    ]


def test_a_file_that_a_record_opens_to_is_as_it_should_be(here):
    used = store(here)
    Ground.objects.filter(pk=here.ground.pk).update(scan=used)

    assert f"documents.storedfile:{used.pk}" not in [fault.label for fault in faults(here.centre)]


def test_the_check_reads_every_centre_and_tells_how_far_it_is(cast, here):
    store(here)
    with scope(centre=cast.elsewhere.centre):
        store(cast.elsewhere)
    told = []

    list(verify_stored(progress=told.append))

    both = StoredFile.objects.with_scopes_disabled().count()
    assert told == [1] * both
    assert both > StoredFile.objects.count()


def test_files_are_seen_in_their_centre_only(cast, here):
    assert cast.elsewhere.file not in StoredFile.objects.all()
