"""Commands of the assessments."""
