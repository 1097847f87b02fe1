"""The page „Stan”: how the machine is, and the switch that stops all letters."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from copapp import web
from copapp.correspondence import outbox
from copapp.correspondence.machine import LOW_DISK, machine
from copapp.correspondence.views.routes import blueprint


@blueprint.get("/")
def machine_room() -> ResponseReturnValue:
    return web.answer(
        "correspondence/machine_room.html",
        "correspondence/_machine.html",
        machine=machine(web.reading(), web.settings()),
        low_disk=LOW_DISK,
    )


@blueprint.post("/outbox/<any(pause, resume):decision>")
def stop_letters(decision: str) -> ResponseReturnValue:
    """A person stops all letters, or lets them leave again."""
    with web.unit_of_work() as session:
        if decision == "pause":
            outbox.pause(session, web.current_staff().name)
        else:
            outbox.resume(session)
    return redirect(url_for("correspondence.machine_room"), code=303)
