SETTINGS = {"schedule": "30 6 * * *", "pool": "warehouse"}
SETTINGS["runs"] = 3
