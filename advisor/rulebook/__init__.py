"""The draft of the rulebook, its fixtures, checks and published versions."""
