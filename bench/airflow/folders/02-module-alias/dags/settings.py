from datetime import datetime

DAG_ID = "by_alias"
RETRIES = 4
START = datetime(2024, 6, 1)
schedules = {"nightly": "@daily", "hourly": "@hourly"}


def names():
    return [f"step_{number}" for number in range(1, 4)]
