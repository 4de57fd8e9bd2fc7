"""Whether a window can be shown here, asked before Qt is: Qt itself ends the process when it cannot."""

import ctypes
import os
import sys
from collections.abc import Mapping

from enablement.errors import EnablementError
from enablement.translation import n_

_ALWAYS = {
    "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1", "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6", "libglib-2.0.so.0": "libglib2.0-0",
}  # fmt: skip
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1", "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0", "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1", "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}  # fmt: skip
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
}  # fmt: skip


def require_display() -> None:
    """Raise the `EnablementError` that says why no window can be shown here, if none can."""
    problem = missing_display(os.environ, sys.platform)
    if problem is not None:
        raise problem


def missing_display(environment: Mapping[str, str], platform: str) -> EnablementError | None:
    """What keeps a window from being shown on this machine; `None` when nothing does."""
    if not platform.startswith("linux"):
        return None
    wanted = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    x11, wayland = environment.get("DISPLAY"), environment.get("WAYLAND_DISPLAY")
    if not wanted and not x11 and not wayland:
        return _no_display(n_("There is no display to open a window on."))
    needed = dict(_ALWAYS)
    on_x11 = wanted == "xcb" or (not wanted and not wayland)
    if on_x11:
        needed |= _X11
    elif wanted.startswith("wayland") or not wanted:
        needed |= _WAYLAND
    packages = [package for library, package in needed.items() if not _loads(library)]
    if packages:
        return missing_packages(packages)
    if on_x11 and not _x11_answers(x11):
        return _no_display(n_("The display {display} does not answer."), x11 or "")
    return None


def missing_packages(packages: list[str]) -> EnablementError:
    """The error that names the system packages which a window needs, and how to get them."""
    return EnablementError(
        n_("The window needs system libraries that are not installed: {packages}."),
        mend=n_("Install them with: sudo apt-get install -y {packages_line}"),
        packages=", ".join(packages),
        packages_line=" ".join(packages),
    )


def _no_display(message: str, display: str = "") -> EnablementError:
    return EnablementError(
        message,
        mend=n_(
            "Start it on a desktop, or play the loop in the terminal: enablement demo --headless"
        ),
        display=display,
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_answers(display: str | None) -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode() if display else None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused
