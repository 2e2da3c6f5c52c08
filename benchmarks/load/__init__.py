"""The site under load: what visitors do is in visitors, who sends it in users."""
