"""Runs ill jobs and their clean twins on Spark and keeps their event logs; needs pyspark 4, pyarrow and Java 17.

    python plant.py OUT                                   all of them, both twins
    python plant.py OUT join-skew --prove 3 --conf spark.sql.adaptive.enabled=true    ill and advised in turn, three times
    python plant.py OUT --family sleeping --executors 4 3 2 1

OUT/NAME.TWIN.gz are the logs, OUT/expected.json says which rules must find what in which: score.ts reads both.
"""

import argparse
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

from pathologies import FAMILIES, PATHOLOGIES

TIME_LIMIT = 120
# Only the first compiler: a short run on a busy machine would spend most of its time in the second.
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1"
BASE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.extraJavaOptions": JAVA_OPTIONS,
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
    "spark.executor.memory": "1g",
}


class TooLong(Exception):
    pass


def too_long(number, frame):
    raise TooLong()


def without_paths(line, order):
    """Where things lie on this machine is nothing that a log has to tell."""
    places = {"/jobs": os.path.dirname(os.path.abspath(__file__)), "/scratch": os.path.dirname(os.path.dirname(order["logs"])), "/python": sys.prefix}
    for name, place in places.items():
        line = line.replace(place, name)
    return line


def run_here(orders):
    """The part that runs in a process of its own: one driver JVM for orders that want the same memory for it."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    # What the JVM is started with stays set for all of its applications, so it is only this.
    memory = orders[0]["settings"].get("spark.driver.memory", "1g")
    started = SparkConf(loadDefaults=False).set("spark.driver.memory", memory).set("spark.driver.extraJavaOptions", JAVA_OPTIONS)
    gateway = launch_gateway(started)
    signal.signal(signal.SIGALRM, too_long)
    for order in orders:
        began = time.monotonic()
        os.makedirs(order["logs"])
        conf = SparkConf(loadDefaults=False, _jvm=gateway.jvm).setAppName(order["name"]).setMaster(order["master"])
        conf.set("spark.driver.memory", memory)
        for key, value in {**BASE, **order["settings"], "spark.eventLog.dir": "file://" + order["logs"]}.items():
            conf.set(key, value)
        context = SparkContext(conf=conf, gateway=gateway)
        context.setLogLevel("OFF")
        spark = SparkSession(context)
        signal.alarm(TIME_LIMIT)
        ended = "well"
        try:
            if order["family"]:
                FAMILIES[order["family"]](spark, order["folder"])
            else:
                PATHOLOGIES[order["name"]].job(spark, order["ill"], order["folder"])
        except Exception as error:
            ended = type(error).__name__
        signal.alarm(0)
        spark.stop()
        if ended == "TooLong":
            continue
        (log,) = os.listdir(order["logs"])
        target = order["target"]
        with open(os.path.join(order["logs"], log)) as plain, gzip.open(target, "wt", 9) as packed:
            for line in plain:
                packed.write(without_paths(line, order))
        print(f"{os.path.basename(target)} {time.monotonic() - began:.0f} s, {os.path.getsize(target) // 1024} KiB, ended {ended}", flush=True)
        if order["rules"] is not None:
            remember(os.path.dirname(target), os.path.basename(target), order["rules"])


def run_all(orders):
    by_driver = {}
    for order in orders:
        by_driver.setdefault(order["settings"].get("spark.driver.memory"), []).append(order)
    here = os.path.dirname(os.path.abspath(__file__))
    for group in by_driver.values():
        with tempfile.TemporaryDirectory() as work:
            for number, order in enumerate(group):
                order["logs"] = os.path.join(work, "logs", str(number))
            environment = {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": here, "SPARK_LOCAL_DIRS": work, "SPARK_WORKER_DIR": os.path.join(work, "workers")}
            subprocess.run(
                [sys.executable, os.path.abspath(__file__), "--orders", json.dumps(group)],
                cwd=work,
                env={**os.environ, **environment},
                stderr=subprocess.DEVNULL,
            )


def remember(out, name, rules):
    path = os.path.join(out, "expected.json")
    known = {}
    if os.path.exists(path):
        with open(path) as file:
            known = json.load(file)
    known[name] = list(rules)
    with open(path, "w") as file:
        json.dump(dict(sorted(known.items())), file, indent=2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", nargs="?")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--twin", choices=["ill", "clean"])
    parser.add_argument("--conf", action="append", default=[])
    parser.add_argument("--prove", type=int, metavar="TIMES")
    parser.add_argument("--family", choices=sorted(FAMILIES))
    parser.add_argument("--executors", type=int, nargs="+", default=[4, 3, 2, 1])
    parser.add_argument("--orders")
    given = parser.parse_args()
    if given.orders:
        run_here(json.loads(given.orders))
        return
    out = os.path.abspath(given.out)
    os.makedirs(out, exist_ok=True)
    more = dict(each.split("=", 1) for each in given.conf)
    orders = []
    if given.family:
        # The first run of a driver is slower than all others, so it counts for nothing.
        for place, count in enumerate([given.executors[0], *given.executors]):
            name = f"family-{given.family}"
            master = f"local-cluster[{count},1,1024]"
            target = os.path.join(out, f"{given.family}.{count if place > 0 else 'first'}.gz")
            orders.append({"name": name, "master": master, "settings": more, "folder": out, "family": given.family, "target": target, "rules": None})
        run_all(orders)
        return
    def order(name, twin, target, rules, more):
        each = PATHOLOGIES[name]
        folder = os.path.join(tempfile.gettempdir(), "datasherpa-planted", name, twin)
        os.makedirs(folder, exist_ok=True)
        if each.prepare:
            each.prepare(folder, twin == "ill")
        settings = {**each.both, **(each.ill if twin == "ill" else each.clean), **more}
        settings = {key: value.replace("{folder}", folder) for key, value in settings.items()}
        target = os.path.join(out, target)
        return {"name": name, "master": each.master, "settings": settings, "folder": folder, "ill": twin == "ill", "family": None, "target": target, "rules": rules}

    for name in given.names or PATHOLOGIES:
        rules = list(PATHOLOGIES[name].rules)
        if given.prove:
            # The first run of a driver is slower than all others, whatever its settings, so it counts for nothing.
            orders.append(order(name, "ill", f"{name}.first.gz", None, {}))
            for number in range(1, given.prove + 1):
                place = "" if number == 1 else f"-{number}"
                orders.append(order(name, "ill", f"{name}.ill{place}.gz", rules if number == 1 else None, {}))
                orders.append(order(name, "ill", f"{name}.advised{place}.gz", None, more))
            continue
        for twin in [given.twin] if given.twin else ["ill", "clean"]:
            orders.append(order(name, twin, f"{name}.{twin}.gz", rules if twin == "ill" else [], more))
    run_all(orders)


if __name__ == "__main__":
    main()
