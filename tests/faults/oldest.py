"""A store of the oldest program with something in it: ``python -m tests.faults.oldest``, on DATABASE_URL."""

import django

if __name__ == "__main__":
    django.setup()
    from tests.upgrading import begin, fill

    fill(begin())
