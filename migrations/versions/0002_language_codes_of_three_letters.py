"""language codes of three letters

Revision ID: 0002
Revises: 0001

"""
from alembic import op
import sqlalchemy as sa


revision: str = '0002'
down_revision: str | None = '0001'
branch_labels: None = None
depends_on: None = None

COLUMNS = {
    "entry_text": False,
    "unmet_demand": False,
    "conversation": True,
    "message": True,
}


def upgrade() -> None:
    """Upgrade schema."""
    _alter(sa.String(length=2), sa.String(length=3))


def downgrade() -> None:
    """Downgrade schema."""
    _alter(sa.String(length=3), sa.String(length=2))


def _alter(old: sa.String, new: sa.String) -> None:
    # Deliberately not for SQLite: it takes texts of any length, and to alter a column there is to
    # make its table anew, at which ON DELETE CASCADE would empty the tables that refer to it.
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, nullable in COLUMNS.items():
        op.alter_column(
            table, "language", existing_type=old, type_=new, existing_nullable=nullable
        )
