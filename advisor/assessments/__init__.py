"""Assessments: owners, their assessments and answers, and the questionnaire."""
