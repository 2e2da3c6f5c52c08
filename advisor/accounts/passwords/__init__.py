"""Which passwords are taken: long enough, not known from breaches, not easy to guess. No request leaves."""
