"""What staff and the reading of mail do with tickets. Each function flushes, none commits."""

from copapp.tickets.actions.opening import continue_ticket, open_ticket

__all__ = ["continue_ticket", "open_ticket"]
