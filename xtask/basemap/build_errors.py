"""The one error of the basemap's builder that is meant for people."""


class Failure(Exception):
    """Something the person who runs this can put right; its text says how."""
