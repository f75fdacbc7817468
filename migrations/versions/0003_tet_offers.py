"""TET offers of employers

Revision ID: 0003
Revises: 0002

"""
from alembic import op
import sqlalchemy as sa


revision: str = '0003'
down_revision: str | None = '0002'
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('tet_offer',
    sa.Column('reference', sa.String(length=7), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('organisation', sa.String(length=80), nullable=False),
    sa.Column('field', sa.JSON(), nullable=False),
    sa.Column('municipality', sa.JSON(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('spots', sa.Integer(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('contact', sa.Text(), nullable=True),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('reference')
    )
    with op.batch_alter_table('tet_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tet_offer_status'), ['status'], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    with op.batch_alter_table('tet_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tet_offer_status'))

    op.drop_table('tet_offer')
