NAMES = ["old"]
