from builder import build

for name, cron in {"north": "0 1 * * *", "south": "0 2 * * *"}.items():
    globals()[f"sales_{name}"] = build(name, cron)
