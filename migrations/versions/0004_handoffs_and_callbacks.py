"""handoffs and callbacks

Revision ID: 0004
Revises: 0003

"""
from alembic import op
import sqlalchemy as sa


revision: str = '0004'
down_revision: str | None = '0003'
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('handoff',
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('counsellor', sa.String(length=80), nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('conversation_id')
    )
    op.create_index('ix_handoff_asked_at', 'handoff', ['asked_at'])
    op.create_table('callback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_callback_conversation_id', 'callback', ['conversation_id'])
    # Columns without a default are added in place: SQLite need not make the table anew.
    op.add_column('message', sa.Column('author', sa.String(length=80), nullable=True))
    op.add_column('message', sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('message', 'delivered_at')
    op.drop_column('message', 'author')
    op.drop_index('ix_callback_conversation_id', 'callback')
    op.drop_table('callback')
    op.drop_index('ix_handoff_asked_at', 'handoff')
    op.drop_table('handoff')
