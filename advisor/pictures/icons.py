"""Neutral line icons, one outline each on a grid of 20 × 20; none is any vendor's sign."""

from __future__ import annotations

from advisor.pictures.drawing import Group, Path, Tone

GRID = 20
_OUTLINE = 1.5

#: Icon → its outline. Lines keep 1.5 from the grid's edge, so that their width stays inside.
ICONS = {
    "user": "M10 10.5a3.8 3.8 0 1 0 0-7.6a3.8 3.8 0 0 0 0 7.6zM3 17.5c.6-3 3.3-4.6 7-4.6s6.4 1.6 7 4.6",
    "browser": "M2 3.5h16v13h-16zM2 7.5h16M4.6 5.5h1.5M7 5.5h1.5",
    "network": "M10 2.2a7.8 7.8 0 1 0 0 15.6a7.8 7.8 0 0 0 0-15.6zM2.4 10h15.2M10 2.2c-4.4 4.6-4.4 11 0 15.6"
    "c4.4-4.6 4.4-11 0-15.6",
    "gateway": "M3 17.5v-8a7 7 0 0 1 14 0v8M1.8 17.5h16.4M7.5 17.5v-7a2.5 2.5 0 0 1 5 0v7",
    "app": "M2 3.5h16v13h-16zM2 7h16M8 9.8l-2 2l2 2M12 9.8l2 2l-2 2",
    "container": "M10 2l7 3.7v8.6l-7 3.7l-7-3.7v-8.6zM3 5.7l7 3.8l7-3.8M10 9.5v8.5",
    "server": "M3 3h14v6h-14zM3 11h14v6h-14zM6 6h1.5M6 14h1.5M9.5 6h4.5M9.5 14h4.5",
    "cluster": "M10 2.5l6.5 3.75v7.5l-6.5 3.75l-6.5-3.75v-7.5zM10 10l6.5-3.75M10 10l-6.5-3.75M10 10v7.5"
    "M10 8.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6z",
    "function": "M14.5 3.6c-2.7-1.5-4.6-.4-5.1 2.6l-1.3 7.6c-.5 3-2.2 4-4.6 2.8M6 8.8h7.5M12 12.5l4.5 4.5"
    "M16.5 12.5l-4.5 4.5",
    "workflow": "M2.5 3h5v4.5h-5zM12.5 3h5v4.5h-5zM7.5 12.5h5v4.5h-5zM7.5 5.2h5M15 7.5v2.5h-5v2.5",
    "batch": "M2.5 2.5h4v4h-4zM8.1 2.5h4v4h-4zM13.7 2.5h4v4h-4zM2.5 8.1h4v4h-4zM8.1 8.1h4v4h-4z"
    "M13.7 8.1h4v4h-4zM2.5 13.7h4v4h-4zM8.1 13.7h4v4h-4zM13.7 13.7h4v4h-4z",
    "database": "M3.5 5c0-1.6 2.9-2.8 6.5-2.8s6.5 1.2 6.5 2.8s-2.9 2.8-6.5 2.8s-6.5-1.2-6.5-2.8zM3.5 5v10"
    "c0 1.6 2.9 2.8 6.5 2.8s6.5-1.2 6.5-2.8v-10M3.5 10c0 1.6 2.9 2.8 6.5 2.8s6.5-1.2 6.5-2.8",
    "cache": "M10 2.5l8 4l-8 4l-8-4zM2 10l8 4l8-4M2 13.5l8 4l8-4",
    "queue": "M2 5.5h4v9h-4zM8 5.5h4v9h-4zM14 10h4.2M16 7.6l2.4 2.4l-2.4 2.4",
    "registry": "M2.5 2.5h15v4h-15zM3.5 6.5v11h13v-11M7.5 10h5",
    "identity": "M2 4h16v12h-16zM7 9.6a1.8 1.8 0 1 0 0-3.6a1.8 1.8 0 0 0 0 3.6zM4.2 13.8"
    "c.3-1.7 1.4-2.4 2.8-2.4s2.5.7 2.8 2.4M12.2 8h3.4M12.2 11.5h3.4",
    "key": "M6 6.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 0 0 0-7.6zM9.8 10h8.2v3M14.5 10v2.5",
    "monitor": "M1.8 10.5h3.7l2.4-6.5l4 12l2.5-5.5h3.8",
    "pipeline": "M16.8 8a7 7 0 0 0-12.6-2M4 2.5v3.7h3.7M3.2 12a7 7 0 0 0 12.6 2M16 17.5v-3.7h-3.7",
    "storage": "M2.5 4.5h15v11h-15zM2.5 8.2h15M2.5 11.8h15M5 6.4h1.5M5 10h1.5M5 13.7h1.5",
    "files": "M2 4.5h6l1.8 2.2h8.2v9.8h-16zM2 9.3h16",
    "ai": "M10 2.2c.7 4.8 3 7.1 7.8 7.8c-4.8.7-7.1 3-7.8 7.8c-.7-4.8-3-7.1-7.8-7.8c4.8-.7 7.1-3 7.8-7.8z",
    "clock": "M10 2.2a7.8 7.8 0 1 0 0 15.6a7.8 7.8 0 0 0 0-15.6zM10 5.5v4.8l3.2 1.9",
    "loop": "M5 5.5h8.5a4 4 0 0 1 4 4v.5M15 14.5h-8.5a4 4 0 0 1-4-4v-.5M7.5 3l-2.5 2.5l2.5 2.5"
    "M12.5 12l2.5 2.5l-2.5 2.5",
    "move": "M9 3h-6.5v14h6.5M6.5 10h11.5M14.3 6.2l3.8 3.8l-3.8 3.8",
    "service": "M3.5 3.5h13v13h-13zM10 7v6M7 10h6",
}


def icon(name: str, x: float, y: float, *, tone: Tone = "ink") -> Group:
    """Return an icon with its left upper corner at (x, y). Raises KeyError for a name that is not drawn."""
    return Group((Path(ICONS[name], stroke=tone, stroke_width=_OUTLINE),), x=x, y=y)
