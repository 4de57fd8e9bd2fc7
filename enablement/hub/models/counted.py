"""The tables that hold the logs counted beforehand, so that a review of millions of them is quick."""

from sqlalchemy import BigInteger, Column, Date, Integer, String, Table, Text

from enablement.hub.models.columns import CODE, NAME, metadata

# A week is named by its Monday in UTC, by when the hub received the log: a week that is over never
# changes. `reps` has a bit set for each rep behind the counts, as `counted_reps` says which.
card_weeks = Table(
    "card_weeks", metadata,
    Column("card_id", String(NAME), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("week", Date, primary_key=True),
    Column("worked", Integer, nullable=False),
    Column("neutral", Integer, nullable=False),
    Column("fell_flat", Integer, nullable=False),
    Column("reps", BigInteger, nullable=False),
)  # fmt: skip

team_weeks = Table(
    "team_weeks", metadata,
    Column("week", Date, primary_key=True),
    Column("team", String(NAME), primary_key=True),
    Column("region", String(NAME), primary_key=True),
    Column("block", String(NAME), primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("worked", Integer, nullable=False),
    Column("neutral", Integer, nullable=False),
    Column("fell_flat", Integer, nullable=False),
    Column("reps", BigInteger, nullable=False),
)  # fmt: skip

# All weeks together. `part` says by what else the logs of a revision are parted (`""` is by nothing),
# `value` names the part: of a block, say, or of a team.
card_totals = Table(
    "card_totals", metadata,
    Column("part", String(CODE), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("card_id", String(NAME), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("worked", Integer, nullable=False),
    Column("neutral", Integer, nullable=False),
    Column("fell_flat", Integer, nullable=False),
    Column("reps", BigInteger, nullable=False),
)  # fmt: skip

# A rep is a person's id, or the name in a log of before people had one.
counted_reps = Table(
    "counted_reps", metadata,
    Column("rep", String(NAME), primary_key=True),
    Column("bit", BigInteger, nullable=False),
)  # fmt: skip

# Of which teams and regions a rep's logs were: who can be told apart by them.
counted_teams = Table(
    "counted_teams", metadata,
    Column("rep", String(NAME), primary_key=True),
    Column("team", String(NAME), primary_key=True),
    Column("region", String(NAME), primary_key=True),
)  # fmt: skip
