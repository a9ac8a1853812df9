__all__ = ["LIST"]
LIST = ["p", "q"]
OTHER = "taken"
