from level2 import Maker


def make(name):
    return Maker(prefix="p").make(name + "1")
