DEFAULT_ARGS = dict(owner="platform", retries=5)
NIGHTLY = "0 0 * * *"
