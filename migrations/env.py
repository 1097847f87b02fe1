"""Alembic's entry: the tables of every feature, over a connection that `copapp.migrate` hands in."""

from alembic import context

from copapp import models

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=models.METADATA, compare_type=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
