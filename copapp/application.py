"""All the wiring of the web application, on one page."""

from flask import Flask, redirect, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import Htmx

from copapp import assets, compressing, errors, polish, security, web
from copapp.accounts.views import blueprint as accounts
from copapp.bookings.views import blueprint as bookings
from copapp.config import Settings
from copapp.correspondence.health import blueprint as health
from copapp.correspondence.views import blueprint as correspondence
from copapp.db import Database
from copapp.reports.views import blueprint as reports
from copapp.tickets.views import blueprint as tickets


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The intranet over one database; opens the settings' own when none is given."""
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.extensions["settings"] = settings
    app.extensions["database"] = database or Database(settings.database_url)
    Htmx(app)
    security.protect(app, settings)
    web.protect_pages(app)
    app.url_map.converters["int"] = web.RowNumber
    for blueprint in (assets.blueprint, accounts, tickets, bookings, correspondence, health, reports):
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "home", home)
    equip_templates(app)
    errors.explain(app)
    compressing.compress_pages(app)
    return app


def home() -> ResponseReturnValue:
    return redirect(url_for("tickets.inbox"))


def equip_templates(app: Flask) -> None:
    """What every template may use: assets and icons, and Polish days, hours and plurals."""
    app.jinja_env.globals.update(
        asset_url=assets.asset_url, icon=assets.icon, repeated_icon=assets.repeated_icon, counted=polish.counted
    )
    for name in ("day", "day_without_year", "day_short", "month", "hour", "age", "moment", "short_name"):
        app.jinja_env.filters[name] = getattr(polish, name)
    app.jinja_env.globals["hours"] = polish.hours
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
