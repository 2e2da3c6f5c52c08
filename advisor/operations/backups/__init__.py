"""The whole store in one file, and back, while the site runs.

A backup is a ZIP file of two members: ``manifest.json``, and the dump that the database's own means made.
"""
