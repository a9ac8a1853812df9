from level1 import make as inner


def make(name):
    return inner(name + "0")
