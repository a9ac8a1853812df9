import os

STAGE = os.environ.get("SHERPA_STAGE", "production")
SCHEDULE = None if STAGE == "test" else "@daily"
POOL = os.getenv("SHERPA_POOL", "plain")
