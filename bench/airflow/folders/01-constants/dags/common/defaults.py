from datetime import datetime, timedelta, timezone

DEFAULT_ARGS = {"owner": "finance", "retries": 3, "retry_delay": timedelta(minutes=7)}
SCHEDULE = "15 4 * * 1-5"
START = datetime(2025, 3, 1, tzinfo=timezone.utc)
TABLES = ("orders", "items", "refunds")
