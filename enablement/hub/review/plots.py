"""The review's plots as SVG pictures, light and dark by themselves; each has its table beside it."""

import io
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from enablement.hub.review.comparisons import Comparison, Mark
from enablement.hub.review.tallies import Tally
from enablement.translation import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 72
_ROW = 0.34
_FONT = ("Inter", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "DejaVu Sans")
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "enablement",
    "font.family": ["DejaVu Sans"],
    "font.size": 10.0,
    "axes.unicode_minus": True,
}


@dataclass(frozen=True)
class Paper:
    """How wide a plot is drawn, in inches, and what fits: characters of a label, weeks on an axis."""

    width: float
    label: int
    weeks: int


WIDE, NARROW = Paper(9.5, 38, 9), Paper(5.0, 16, 3)
"""For a desk's screen and for a phone's."""


@dataclass(frozen=True)
class Colours:
    """The colours of a theme, those of the pages' own style."""

    text: str
    quiet: str
    line: str
    accent: str
    range: str
    worked: str
    fell_flat: str


LIGHT, DARK = (
    Colours("#0f172a", "#55637a", "#e2e8f0", "#3b5bdb", "#b4c2f7", "#2b8a3e", "#c2255c"),
    Colours("#e2e8f0", "#94a3b8", "#24304a", "#8da2fb", "#43549b", "#51cf66", "#f06595"),
)
_STYLE = re.compile(r'(?<= style=")[^"]+')
_COLOUR = re.compile("|".join(asdict(LIGHT).values()))


class Plots:
    """Draws one plot at a time: matplotlib's settings are the whole process's."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def trend(self, rows: Sequence[Tally], paper: Paper = WIDE) -> bytes:
        """Week by week: how many logs, and in which share of them it worked, with its interval."""
        with self._figure(paper, 3.4) as (figure, out):
            share, count = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
            weeks = _places(rows)
            enough = [row for row in rows if row.enough]
            self._band(share, enough)
            count.bar(weeks, [row.n for row in rows], width=5, color=LIGHT.range)
            count.set_ylabel(_("Logs"), color=LIGHT.quiet)
            for axes in (share, count):
                _plain(axes)
            _in_percent(share, "y")
            share.set_ylabel(_("Worked"), color=LIGHT.quiet)
            step = -(-len(weeks) // paper.weeks) or 1
            named = rows[::-step][::-1]
            count.set_xticks(_places(named), [row.key[0].isoformat() for row in named])
            count.set_xlim(min(weeks, default=0) - 5, max(weeks, default=0) + 5)
            _save(figure, out)
        return out.getvalue()

    def _band(self, axes: "Axes", rows: Sequence[Tally]) -> None:
        weeks = _places(rows)
        low, high = ([getattr(row.interval, end) for row in rows] for end in ("low", "high"))
        axes.fill_between(weeks, low, high, color=LIGHT.range, alpha=0.45, linewidth=0)
        axes.plot(weeks, [row.rate for row in rows], color=LIGHT.accent, marker="o", markersize=4)
        axes.set_ylim(0, 1)

    def shares(self, rows: Sequence[Tally], labels: Sequence[str], paper: Paper = WIDE) -> bytes:
        """Group by group: the share in which it worked as a dot, its interval as a line."""
        with self._figure(paper, 0.7 + _ROW * max(1, len(rows))) as (figure, out):
            axes = figure.subplots()
            places = range(len(rows))
            for place, row in zip(places, rows, strict=True):
                interval = row.interval
                axes.plot(
                    [interval.low, interval.high], [place, place],
                    color=LIGHT.range, linewidth=6, solid_capstyle="round",
                )  # fmt: skip
                axes.plot([row.rate], [place], "o", color=LIGHT.accent, markersize=7)
            named = [
                f"{_short(label, paper.label)}  (n = {row.n})"
                for label, row in zip(labels, rows, strict=True)
            ]
            self._rows(axes, named)
            axes.set_xlim(0, 1)
            _in_percent(axes, "x")
            _save(figure, out)
        return out.getvalue()

    def differences(
        self, compared: Sequence[Comparison], labels: Sequence[str], paper: Paper = WIDE
    ) -> bytes:
        """Card by card: how much more, or less, the newest revision worked than the one before."""
        with self._figure(paper, 0.7 + _ROW * max(1, len(compared))) as (figure, out):
            axes = figure.subplots()
            axes.axvline(0, color=LIGHT.quiet, linewidth=1)
            for place, one in enumerate(compared):
                difference = one.difference
                colour, shape = {
                    Mark.BETTER: (LIGHT.worked, "^"),
                    Mark.WORSE: (LIGHT.fell_flat, "v"),
                    None: (LIGHT.accent, "o"),
                }[one.mark]
                axes.plot(
                    [difference.low, difference.high], [place, place],
                    color=LIGHT.range, linewidth=6, solid_capstyle="round",
                )  # fmt: skip
                axes.plot([difference.value], [place], shape, color=colour, markersize=8)
            self._rows(axes, [_short(label, paper.label) for label in labels])
            axes.set_xlim(-1, 1)
            _in_percent(axes, "x", sign="")
            axes.set_xlabel(_("percentage points"), color=LIGHT.quiet)
            _save(figure, out)
        return out.getvalue()

    def _rows(self, axes: "Axes", labels: Sequence[str]) -> None:
        _plain(axes)
        axes.set_yticks(range(len(labels)), labels, color=LIGHT.text)
        axes.set_ylim(len(labels) - 0.4 if labels else 1, -0.6)
        axes.grid(visible=True, axis="x", color=LIGHT.line, linewidth=1)
        axes.tick_params(axis="y", length=0)

    @contextmanager
    def _figure(self, paper: Paper, height: float) -> Iterator[tuple["Figure", io.BytesIO]]:
        # Imported with the first plot: it takes most of a second, and the hub starts without.
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        with self._turn, mpl.rc_context(_SETTINGS):
            figure = Figure(figsize=(paper.width, height), dpi=_DPI, layout="constrained")
            FigureCanvasSVG(figure)
            yield figure, io.BytesIO()


def _save(figure: "Figure", out: io.BytesIO) -> None:
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    fonts = ", ".join(f"'{name}'" for name in (*_FONT, "sans-serif"))
    drawn = (
        out.getvalue()
        .decode()
        .replace("'DejaVu Sans'", fonts.replace("'sans-serif'", "sans-serif"))
    )
    out.seek(0)
    out.truncate()
    out.write(_following_the_screen(drawn).encode())


def _following_the_screen(drawn: str) -> str:
    """The picture dark where its page is: paper is light whatever the screen is."""
    names = {colour: f"var(--{name})" for name, colour in asdict(LIGHT).items()}
    named = _STYLE.sub(lambda style: _COLOUR.sub(lambda colour: names[colour[0]], style[0]), drawn)
    light, dark = (
        ":root{" + ";".join(f"--{name}:{value}" for name, value in asdict(theme).items()) + "}"
        for theme in (LIGHT, DARK)
    )
    sheet = f"<style>{light}@media (prefers-color-scheme: dark){{{dark}}}</style>"
    return named.replace("<defs>", f"{sheet}<defs>", 1)


def _plain(axes: "Axes") -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.line)
    axes.tick_params(colors=LIGHT.quiet, length=0)
    axes.grid(visible=True, axis="y", color=LIGHT.line, linewidth=1)
    axes.set_axisbelow(True)


def _in_percent(axes: "Axes", which: str, sign: str = "%") -> None:
    from matplotlib.ticker import PercentFormatter

    getattr(axes, f"{which}axis").set_major_formatter(PercentFormatter(1, decimals=0, symbol=sign))


def _places(rows: Sequence[Tally]) -> list[int]:
    """Where weeks stand on their axis."""
    return [row.key[0].toordinal() for row in rows]


def _short(text: str, most: int) -> str:
    # A dollar sign would begin a formula.
    plain = text.replace("$", r"\$")
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
