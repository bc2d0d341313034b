"""What stands above and beside public pages without being a record of anything else: notices and links."""

from osnowa.pages.models.links import PageLink
from osnowa.pages.models.notices import Notice

__all__ = ["Notice", "PageLink"]
