"""Alembic runs this file: it knows the tables of every package that has some."""

import asyncio

from alembic import context
from sqlalchemy import Connection, MetaData

from aura.database import create_engine
from bot.models import Base as BotBase
from conversations.models import Base as ConversationsBase
from service_catalogue.models import Base as CatalogueBase

METADATA: list[MetaData] = [
    CatalogueBase.metadata,
    ConversationsBase.metadata,
    BotBase.metadata,
]


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    engine = create_engine(context.config.attributes["url"])
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
