"""Dates as Korean reads them: the hour from 0 to 23, as on the lists."""

DATETIME_FORMAT = "Y년 n월 j일 H:i"
TIME_FORMAT = "H:i"
