class Kind:
    pass


def name_of(kind: "Kind | str") -> str:
    return f"kind_{kind}"
