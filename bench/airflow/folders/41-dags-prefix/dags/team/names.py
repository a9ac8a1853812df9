NAMES = ["first", "second"]
