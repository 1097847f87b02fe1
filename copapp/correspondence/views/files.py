"""Attachments: to save as they came, or to look at in a form that can do nothing."""

from io import BytesIO

from flask import Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from copapp import security, web
from copapp.correspondence import files, labels, queries, showing
from copapp.correspondence.files import File, Inside, Preview
from copapp.correspondence.views.routes import blueprint

PICTURE_KEPT = "private, max-age=86400"
"""A picture painted anew is always the same."""


@blueprint.get("/attachments/<int:attachment_id>")
def attachment(attachment_id: int) -> ResponseReturnValue:
    found = _file(attachment_id)
    return found if isinstance(found, Response) else download(found.content, found.filename)


@blueprint.get("/attachments/<int:attachment_id>/picture")
def picture(attachment_id: int) -> Response:
    found = _file(attachment_id)
    if isinstance(found, Response):
        return found
    try:
        content, mimetype = showing.picture(found.content)
    except showing.NotShown as reason:
        return Response(reason.message, status=415, mimetype="text/plain")
    response = framed(content, mimetype, security.NOTHING_RUNS)
    response.headers["Cache-Control"] = PICTURE_KEPT
    return response


@blueprint.get("/attachments/<int:attachment_id>/pdf")
def pdf(attachment_id: int) -> Response:
    """A PDF for the browser's own viewer. The frame is a sandbox by this answer's policy, not by an attribute: in
    a frame with the attribute, Chromium shows no PDF at all."""
    found = _file(attachment_id)
    if isinstance(found, Response):
        return found
    if not files.is_pdf(found.content):
        return not_shown(showing.NotShown("Ten plik nie jest dokumentem PDF, choć tak się nazywa."))
    return framed(found.content, "application/pdf", security.PDF_POLICY)


@blueprint.get("/attachments/<int:attachment_id>/message")
def packed(attachment_id: int) -> ResponseReturnValue:
    """A message that came as a file: its text, and its own files."""
    inside = _inside()
    info = queries.attachment_info(web.reading(), attachment_id)
    if info is None or len(inside.path) >= files.DEEPEST:
        abort(404)
    unpacked, problem, name = None, "", info.filename
    try:
        found = files.find(web.reading(), attachment_id, inside)
        if found is None or files.preview(found.filename, found.content_type) is not Preview.MESSAGE:
            abort(404)
        name = found.filename
        unpacked = showing.unpacked(found.content)
    except showing.NotShown as reason:
        problem = reason.message
    return web.page(
        "correspondence/packed.html",
        info=info,
        inside=str(inside),
        name=name,
        unpacked=unpacked,
        files=files.shown_inside(attachment_id, inside, unpacked) if unpacked else (),
        problem=problem,
    )


def download(content: bytes, name: str) -> Response:
    """A file to save, never to open here: its type is the sender's word, and so is told to nobody."""
    response = send_file(
        BytesIO(content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=labels.file_name(name),
        etag=False,
    )
    response.headers["Content-Security-Policy"] = security.NOTHING_RUNS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def framed(content: bytes, mimetype: str, policy: str) -> Response:
    """Something of a sender's for a frame or picture on our own page, under a policy of its own."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def not_shown(reason: showing.NotShown) -> Response:
    """What a frame says in place of what it can't show."""
    page = render_template("correspondence/not_shown.html", reason=reason.message)
    return framed(page.encode(), "text/html", security.ORIGINAL_POLICY)


def _file(attachment_id: int) -> File | Response:
    try:
        found = files.find(web.reading(), attachment_id, _inside())
    except showing.NotShown as reason:
        return not_shown(reason)
    if found is None:
        abort(404)
    return found


def _inside() -> Inside:
    inside = Inside.read(request.args.get("inside", ""))
    if inside is None:
        abort(404)
    return inside
