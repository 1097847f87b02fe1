"""What others change shows at once: a stream of news, and what is new on the board."""

from flask import Response, current_app, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import web
from copapp.bookings import live
from copapp.bookings.views.changed import board
from copapp.bookings.views.routes import asked_calendar, blueprint
from copapp.bookings.watching import TooManyStreams, Watch


@blueprint.record_once
def watch_over(state: BlueprintSetupState) -> None:
    state.app.extensions["calendar_watch"] = Watch(state.app.extensions["database"])


@blueprint.get("/stream")
@web.unprompted
def stream() -> ResponseReturnValue:
    """Numbers of changes as they come. After a 204 no browser asks again (HTML, 9.2.3)."""
    watch: Watch = current_app.extensions["calendar_watch"]
    try:
        news = watch.stream()
    except TooManyStreams:
        return "", 503
    return Response(
        news, mimetype="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


@blueprint.get("/changes")
@web.unprompted
def changes() -> ResponseReturnValue:
    """What is new on the board since the page drew it; 204: nothing."""
    if request.args.get("since", type=int) == live.newest_change(web.reading()):
        return "", 204
    return render_template("bookings/_board_changes.html", **board(asked_calendar()))
