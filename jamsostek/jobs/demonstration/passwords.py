"""Passwords that are good in development only."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DevelopmentPasswords(PBKDF2PasswordHasher):
    """Keeps passwords under a name that only the development settings know.

    A database filled in development, with its printed demonstration passwords, lets nobody in
    once it is run as anything else: there the name is unknown and no password fits.
    """

    algorithm = "development_only"
    iterations = 2_000
