"""A package."""

from package import inner

__version__ = "1.2"
_name = "hidden"
