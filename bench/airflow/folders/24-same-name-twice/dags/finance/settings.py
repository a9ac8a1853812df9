NAME = "finance"
