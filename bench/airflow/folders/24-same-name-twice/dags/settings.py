NAME = "root"
