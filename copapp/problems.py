"""Refusals with names: what an action answers when it can't be done."""


class Refused(Exception):
    """An action that can't be done. Its text is for the person who asked, in Polish.

    `field` names the form field it belongs beside, or is None where it concerns the whole form.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Refused):
    """The form was drawn from an older version: somebody else changed the thing meanwhile."""

    def __init__(
        self, message: str = "Ktoś zmienił to w międzyczasie. Sprawdź, co jest teraz, i zapisz jeszcze raz."
    ) -> None:
        super().__init__(message)
