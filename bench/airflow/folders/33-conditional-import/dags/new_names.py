NAMES = ["new"]
