"""events of the widget

Revision ID: 0005
Revises: 0004

"""
from alembic import op
import sqlalchemy as sa


revision: str = '0005'
down_revision: str | None = '0004'
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('conversation_id', 'key', 'position'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_event_conversation_id', 'event', ['conversation_id'])


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index('ix_event_conversation_id', 'event')
    op.drop_table('event')
