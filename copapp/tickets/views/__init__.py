"""HTTP and HTMX of tickets."""

from copapp.tickets.views import answering, by_hand, desk, editing, listing, page, threads, waiting
from copapp.tickets.views.routes import blueprint

__all__ = ["answering", "blueprint", "by_hand", "desk", "editing", "listing", "page", "threads", "waiting"]
