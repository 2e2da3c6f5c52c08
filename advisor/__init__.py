"""Fourways: which way an existing workload takes to Azure."""

#: The program's version; packaging reads it from here.
__version__ = "0.1.0"
