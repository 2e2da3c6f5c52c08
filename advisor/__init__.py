"""Fourways: which way an existing workload takes to Azure."""
