"""The parts of a report, each built from the same desk."""
