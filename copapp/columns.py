"""Column types that all tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from copapp import clock

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names that migrations can rely on, on both databases."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: only aware instants are stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[StrEnum]):
    """One of an enumeration's values, kept as its plain text so that a new value needs no change of the database."""

    impl = String(40)
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__()
        self.values = values

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.values(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.values(value)


def choice(values: type[StrEnum], **options: Any) -> Any:
    """A field that holds one of an enumeration's values."""
    return Field(sa_type=Choice(values), **options)


def instant(**options: Any) -> Any:
    """A field that holds an aware instant in UTC."""
    return Field(sa_type=UtcDateTime, **options)


def created() -> Any:
    """A field that holds the instant at which its row was made."""
    return Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)


def listed(**options: Any) -> Any:
    """A field that holds a list as JSON, empty unless given. pydantic copies the default: a factory's signature it
    would inspect anew for each row, which takes longer than to insert it."""
    return Field(default=[], sa_type=JSON, nullable=False, **options)


def keyed(**options: Any) -> Any:
    """A field that holds a dictionary as JSON, empty unless given; its default as of `listed`."""
    return Field(default={}, sa_type=JSON, nullable=False, **options)
