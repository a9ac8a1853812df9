TREE = {"a": ["b", "c"], "b": ["c"], "c": []}


def pairs():
    for up, downs in TREE.items():
        yield from ((up, down) for down in downs)
