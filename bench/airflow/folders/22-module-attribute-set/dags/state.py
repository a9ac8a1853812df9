PREFIX = "plain"
LIMITS = {"n": 5}
