"""A profile tried on the draft and on a published version, side by side."""
