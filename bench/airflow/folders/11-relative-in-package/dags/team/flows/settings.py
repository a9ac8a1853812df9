POOL = "team"
