"""Prints how evenly the rows of the shuffled join lie over its tasks, from Spark's event logs.

    python skew.py FOLDER...     folders with event logs (.gz), such as ../failed ../healthy
"""

import gzip
import json
import pathlib
import statistics
import sys


def report(log: pathlib.Path) -> None:
    tasks: dict[int, dict[int, tuple[int, int, int, str]]] = {}
    ends: dict[int, list[str]] = {}
    with gzip.open(log, "rt") as lines:
        for number, line in enumerate(lines, 1):
            event = json.loads(line)
            if event["Event"] != "SparkListenerTaskEnd":
                continue
            stage, info = event["Stage ID"], event["Task Info"]
            reason = event["Task End Reason"]
            if reason["Reason"] != "Success":
                what = reason.get("Class Name") or reason.get("Loss Reason") or reason.get("Message", "")
                ends.setdefault(stage, []).append(
                    f"    line {number}: task {info['Index']}.{info['Attempt']} of stage "
                    f"{stage}.{event['Stage Attempt ID']} {reason['Reason']} {what.splitlines()[0][:90] if what else ''}"
                )
            metrics = event.get("Task Metrics")
            read = metrics and metrics["Shuffle Read Metrics"]
            if not read or not read["Total Records Read"]:
                continue
            size = read["Remote Bytes Read"] + read["Local Bytes Read"]
            row = (size, read["Total Records Read"], number, reason["Reason"])
            seen = tasks.setdefault(stage, {})
            if info["Index"] not in seen or row > seen[info["Index"]]:
                seen[info["Index"]] = row
    print(log)
    for stage, seen in sorted(tasks.items()):
        if len(seen) < 4:
            continue
        sizes = sorted(row[0] for row in seen.values())
        records = sorted(row[1] for row in seen.values())
        index, top = max(seen.items(), key=lambda item: item[1])
        print(
            f"  stage {stage}: {len(seen)} tasks with shuffle reads; bytes median {statistics.median(sizes):.0f} "
            f"max {sizes[-1]} ({sizes[-1] / statistics.median(sizes):.1f}x); records median "
            f"{statistics.median(records):.0f} max {records[-1]} (task {index}, {top[3]}, line {top[2]})"
        )
    for stage in sorted(ends):
        print(*ends[stage], sep="\n")


for folder in sys.argv[1:]:
    for log in sorted(pathlib.Path(folder).rglob("events_*.gz")):
        report(log)
