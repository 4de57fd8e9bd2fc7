"""A scene: what a rep does before a picture is taken."""

from collections.abc import Callable

from bench.studio import Studio

Scene = Callable[[Studio], None]
