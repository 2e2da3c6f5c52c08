"""Pictures: pure functions from engine values to shapes that a template draws as SVG."""
