"""Addresses for operators and their tools."""
