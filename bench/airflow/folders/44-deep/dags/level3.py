def suffix():
    return "_end"
