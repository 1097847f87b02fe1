"""HTTP and HTMX of tickets."""

from copapp.tickets.views import answering, desk, editing, listing, page, threads
from copapp.tickets.views.routes import blueprint

__all__ = ["answering", "blueprint", "desk", "editing", "listing", "page", "threads"]
