"""Styles, scripts and icons: our own from `static/`, others' out of the packages that carry them."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, g, request, url_for
from lxml import etree
from markupsafe import Markup

from copapp.web import public

blueprint = Blueprint("assets", __name__)

OUR_FILES = Path(__file__).parent / "static"
OTHERS = {
    "htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
    "bootstrap.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css"),
}
ICONS = ("flask_bootstrap", "static/bootstrap5/icons/bootstrap-icons.svg")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
A_YEAR = 31_536_000


@dataclass(frozen=True)
class Asset:
    content: bytes
    compressed: bytes
    digest: str
    mimetype: str


@blueprint.get("/static/<path:name>")
@public
def serve(name: str) -> Response:
    """A file under its digest never changes, so the browser may keep it for good."""
    asset = _asset(name)
    if asset is None:
        abort(404)
    packed = bool(request.accept_encodings.quality("gzip"))
    response = Response(asset.compressed if packed else asset.content, mimetype=asset.mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    fresh = request.args.get("v") == asset.digest
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR if fresh else 60}{', immutable' if fresh else ''}"
    return response


def asset_url(name: str) -> str:
    """The address of a style or script, with its digest."""
    asset = _asset(name)
    if asset is None:
        raise LookupError(f"no such asset: {name}")
    return url_for("assets.serve", name=name, v=asset.digest)


def icon(name: str) -> Markup:
    """A Bootstrap icon as inline SVG, for the eye only: the words beside it speak."""
    view_box, body = _icons()[name]
    # Safe as it stands: the drawing comes from the installed package, never from a person.
    return Markup(f'<svg class="icon" viewBox="{view_box}" aria-hidden="true" focusable="false">{body}</svg>')


def repeated_icon(name: str) -> Markup:
    """An icon that a page shows hundreds of times: drawn from a file of its own, which the browser keeps."""
    # Safe as it stands: a name of ours, checked by `asset_url`.
    return Markup(f'<svg class="icon" aria-hidden="true"><use href="{_repeated_url(name)}#icon"/></svg>')


def _repeated_url(name: str) -> str:
    known: dict[str, str] = g.setdefault("repeated_icons", {})
    if name not in known:
        known[name] = asset_url(f"icons/{name}.svg")
    return known[name]


@cache
def _asset(name: str) -> Asset | None:
    folder, _, file = name.partition("/")
    if folder == "icons":
        return _icon_file(file.removesuffix(".svg"))
    path = _package_file(*OTHERS[name]) if name in OTHERS else OUR_FILES / name
    inside = name in OTHERS or path.resolve().is_relative_to(OUR_FILES)
    if not inside or not path.is_file() or path.suffix not in TYPES:
        return None
    return _packed(path.read_bytes(), TYPES[path.suffix])


def _icon_file(name: str) -> Asset | None:
    """A drawing that `use` takes over as `#icon`, in the size of whoever uses it."""
    if name not in _icons():
        return None
    view_box, body = _icons()[name]
    symbol = f'<symbol id="icon" viewBox="{view_box}">{body}</symbol>'
    return _packed(f'<svg xmlns="http://www.w3.org/2000/svg">{symbol}</svg>'.encode(), TYPES[".svg"])


def _packed(content: bytes, mimetype: str) -> Asset:
    return Asset(content, gzip.compress(content), hashlib.sha256(content).hexdigest()[:16], mimetype)


def _package_file(package: str, name: str) -> Path:
    """Found without importing: the package that carries htmx would import Django, and we need only its files."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"package {package} is not installed; run ./cop setup")
    return Path(spec.origin).parent / name


@cache
def _icons() -> dict[str, tuple[str, str]]:
    root = etree.fromstring(_package_file(*ICONS).read_bytes())
    return {
        symbol.get("id", ""): (
            symbol.get("viewBox", "0 0 16 16"),
            "".join(f'<path d="{path.get("d")}"/>' for path in symbol.iter("{*}path")),
        )
        for symbol in root.iter("{*}symbol")
    }
