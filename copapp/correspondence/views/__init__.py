"""HTTP and HTMX of correspondence."""

from copapp.correspondence.views import files, letters, messages, room
from copapp.correspondence.views.routes import blueprint

__all__ = ["blueprint", "files", "letters", "messages", "room"]
