NAME = "seen"
