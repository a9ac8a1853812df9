BASE = {"owner": "a", "retries": 2}


def merge(*dicts, **more):
    found = {}
    for each in dicts:
        found.update(each)
    found |= more
    return found
