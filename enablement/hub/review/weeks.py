"""Weeks, by which the review counts: each begins on Monday in UTC, by when the hub received a log."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

WEEK = timedelta(weeks=1)


def monday(moment: datetime | date) -> date:
    """The day that a moment's week began."""
    day = moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment
    return day - timedelta(days=day.weekday())


def start_of(week: date) -> datetime:
    """The first moment of a week."""
    return datetime.combine(week, time(), UTC)


class WeekOf(FunctionElement[date]):
    """The week of a column of moments, in either database's words."""

    type = Date()
    inherit_cache = True
    name = "week_of"


def week_of(column: ColumnElement[datetime]) -> ColumnElement[date]:
    """The Monday of each row's moment."""
    return WeekOf(column)


@compiles(WeekOf, "postgresql")
def _in_postgresql(element: WeekOf, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"CAST(date_trunc('week', timezone('UTC', {column})) AS DATE)"


@compiles(WeekOf, "sqlite")
def _in_sqlite(element: WeekOf, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"date({column}, 'weekday 0', '-6 days')"
