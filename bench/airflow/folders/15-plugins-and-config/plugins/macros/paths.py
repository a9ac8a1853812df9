def path_of(name):
    return f"cp /in/{name} /out/{name}"
