from .loader import Loader as Loader

__all__ = ["Loader"]
