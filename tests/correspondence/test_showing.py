"""The process that opens what others sent."""

import pytest

from copapp.correspondence import showing
from tests.mail.pictures import picture


def test_what_cannot_be_opened_in_time_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "SECONDS", 0.01)

    with pytest.raises(showing.NotShown, match="za długo"):
        showing.picture(picture("PNG"))
