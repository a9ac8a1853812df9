NAME = "left"
import right


def both():
    return f"{NAME}_{right.NAME}"
