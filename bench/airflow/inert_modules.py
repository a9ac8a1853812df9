"""Makes every module that is not installed importable: its names are classes that can be called, derived from and awaited.

So a DAG file is imported by the real Airflow although the libraries of its cloud are not here. Modules of Airflow itself are never
replaced, because what they do is what is compared.
"""

import importlib.abc
import importlib.machinery
import sys


class _InertType(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _InertType(name, (Inert,), {"__module__": cls.__module__})

    def __iter__(cls):
        return iter(())

    def __or__(cls, other):
        return cls

    __ror__ = __or__

    def __getitem__(cls, item):
        return cls


class Inert(metaclass=_InertType):
    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    def __call__(self, *args, **kwargs):
        # A decorator gives back what it decorates.
        if len(args) == 1 and not kwargs and callable(args[0]):
            return args[0]
        return Inert()

    def __iter__(self):
        return iter(())

    def __getitem__(self, item):
        return Inert()

    def __str__(self):
        return "inert"

    def __add__(self, other):
        return self

    __radd__ = __or__ = __ror__ = __truediv__ = __mod__ = __add__


class _InertModule(importlib.abc.Loader):
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__path__ = []
        module.__version__ = "99.0.0"

        def attribute(name):
            if name.startswith("__"):
                raise AttributeError(name)
            kind = Exception if name.endswith(("Error", "Exception")) or name in EXCEPTIONS else Inert
            made = type(name, (kind,), {"__module__": module.__name__})
            setattr(module, name, made)
            return made

        module.__getattr__ = attribute


EXCEPTIONS = {"NotFound", "Conflict", "AlreadyExists", "HTTPError"}


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, roots):
        self.roots = roots

    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in self.roots:
            return importlib.machinery.ModuleSpec(fullname, _InertModule(), is_package=True)
        return None


def allow(roots):
    """Modules below the given top names become inert where they cannot be found."""
    sys.meta_path.append(_Finder(frozenset(roots)))
