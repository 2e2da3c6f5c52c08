"""Template tags of the questionnaire."""
