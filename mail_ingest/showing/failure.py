"""Why something is not shown."""


class NotShown(Exception):
    """It can't be shown safely; the text says why, in Polish, for staff."""
