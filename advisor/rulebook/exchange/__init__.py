"""The rulebook in the languages of other tools, out and in."""
