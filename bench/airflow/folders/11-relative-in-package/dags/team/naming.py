def name_of(step):
    return f"team_{step}"
