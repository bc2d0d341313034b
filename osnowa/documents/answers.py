"""How a private file leaves: the owning app has asked its own policy before it calls this."""

from django.http import FileResponse, HttpRequest

from osnowa.documents.models import StoredFile

# A scan is somebody else's content: whatever stands in it, it runs nothing and reaches nothing of ours.
SANDBOX = "sandbox; default-src 'none'"


def answer(request: HttpRequest, stored: StoredFile) -> FileResponse:
    """Return ``stored`` as a download under its own name, to be kept by no cache.

    Raises:
        FileNotFoundError: the row is there, the file is not (``osnowa doctor`` finds those).
    """
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.media_type,
    )
    response["Content-Length"] = str(stored.size)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
