"""How passwords are stored."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class StrongScryptHasher(ScryptPasswordHasher):
    """Scrypt with 32 MiB and three passes; what Django's own stored is stored anew at the next sign-in."""

    work_factor = 2**15
    parallelism = 3
    # OpenSSL refuses more than 32 MiB, its own needs among them, unless told.
    maxmem = 2**26
