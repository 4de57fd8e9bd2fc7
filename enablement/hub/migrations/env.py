"""Alembic's entry: run the migrations on the connection that the caller opened."""

from alembic import context

from enablement.hub.models import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
