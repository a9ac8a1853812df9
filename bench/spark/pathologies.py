"""Jobs that are ill in one way, each with a clean twin: the same work without the illness.

A job is a function of a session, whether it is ill, and a folder with what `prepare` wrote there. Its decorator names the rules that must find
it, and the settings of both, of the ill and of the clean one. All run on `local-cluster`, so that executors are processes of their own.
"""

import os
import random
import signal
import stat
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Callable

from pyspark.sql import Window
from pyspark.sql import functions as F

TWO_EXECUTORS = "local-cluster[2,2,4096]"
THREE_SMALL_EXECUTORS = "local-cluster[3,1,4096]"
THREE_EXECUTORS = "local-cluster[3,2,4096]"


@dataclass(frozen=True)
class Pathology:
    name: str
    rules: tuple
    job: Callable
    master: str = TWO_EXECUTORS
    prepare: Callable = None
    both: dict = field(default_factory=dict)
    ill: dict = field(default_factory=dict)
    clean: dict = field(default_factory=dict)


PATHOLOGIES = {}


def pathology(*rules, **how):
    def add(job):
        name = job.__name__.replace("_", "-")
        PATHOLOGIES[name] = Pathology(name=name, rules=rules, job=job, **how)
        return job

    return add


def text_of(column, words=1):
    """Text that does not compress to nothing: 64 characters a word."""
    return F.concat(*[F.sha2(F.concat(column.cast("string"), F.lit(str(word))), 256) for word in range(words)])


def waits(milliseconds):
    """A row that waits in the JVM, as a call of a service does: it needs no core of the machine."""
    return f"java_method('java.lang.Thread', 'sleep', cast({milliseconds} as bigint))"


def skewed_key(ill, hot_share, keys):
    """A key that one value has for `hot_share` of the rows, or that is even."""
    even = F.pmod(F.hash("id"), F.lit(keys))
    return F.when(F.pmod(F.xxhash64("id"), F.lit(100)) < int(hot_share * 100), F.lit(7)).otherwise(even) if ill else even


# --- tails -----------------------------------------------------------------------------------------------------------------------------


@pathology(
    "data-skew",
    both={"spark.sql.autoBroadcastJoinThreshold": "-1", "spark.sql.shuffle.partitions": "8", "spark.executor.memory": "2g"},
    ill={"spark.sql.adaptive.enabled": "false"},
)
def join_skew(spark, ill, folder):
    left = spark.range(0, 1_200_000, 1, 8).select(skewed_key(ill, 0.7, 200_000).alias("key"), text_of(F.col("id")).alias("text"))
    right = spark.range(0, 200_000, 1, 4).select(F.col("id").alias("key"), text_of(F.col("id")).alias("name"))
    # A millisecond for some of the rows, as a call of a service is: it does not depend on how busy the machine is.
    call = F.expr("case when pmod(hash(text), 120) = 0 then java_method('java.lang.Thread', 'sleep', 1L) end")
    left.join(right, "key").select("name", call.alias("call")).agg(F.max("name"), F.count("call")).collect()


@pathology("data-skew", both={"spark.sql.shuffle.partitions": "8", "spark.executor.memory": "2g"})
def window_skew(spark, ill, folder):
    rows = spark.range(0, 1_000_000, 1, 8).select(skewed_key(ill, 0.7, 5_000).alias("key"), text_of(F.col("id")).alias("text"))
    place = F.row_number().over(Window.partitionBy("key").orderBy("text"))
    rows.select(F.sha2("text", 512).alias("again"), place.alias("place")).agg(F.sum("place"), F.max("again")).collect()


@pathology("slow-tasks", master=THREE_SMALL_EXECUTORS)
def slow_executor(spark, ill, folder):
    def work(values):
        # Executors of a local cluster have a folder each, named by their number.
        time.sleep(9 if ill and os.path.basename(os.getcwd()) == "0" else 0.5)
        return values

    spark.sparkContext.parallelize(range(40), 40).mapPartitions(work).count()


@pathology("slow-tasks")
def external_wait(spark, ill, folder):
    def work(part, values):
        time.sleep(9 if ill and part == 17 else 0.4)
        return values

    spark.sparkContext.parallelize(range(24), 24).mapPartitionsWithIndex(work).count()


# --- memory ----------------------------------------------------------------------------------------------------------------------------


@pathology(
    "spill",
    both={"spark.sql.adaptive.enabled": "true"},
    ill={"spark.executor.memory": "512m", "spark.sql.shuffle.partitions": "4"},
    clean={"spark.executor.memory": "1g", "spark.sql.shuffle.partitions": "24"},
)
def spill(spark, ill, folder):
    rows = spark.range(0, 3_000_000, 1, 8).select(F.hash("id").alias("key"), text_of(F.col("id"), 2).alias("text"))
    rows.repartition("key").sortWithinPartitions("text").write.format("noop").mode("overwrite").save()


@pathology("garbage-collection", ill={"spark.executor.memory": "512m"}, clean={"spark.executor.memory": "2g"})
def garbage(spark, ill, folder):
    rows = spark.range(0, 2_800_000, 1, 2).select((F.col("id") % 40).alias("key"), text_of(F.col("id")).alias("text"))
    for _ in range(3):
        rows.groupBy("key").agg(F.size(F.collect_list("text")).alias("size")).agg(F.sum("size")).collect()


@pathology("executor-memory", both={"spark.executor.memory": "512m"})
def heap_out(spark, ill, folder):
    """One value that is larger than the heap."""
    length = 650_000_000 if ill else 100
    value = F.expr(f"length(repeat('x', case when id = 5000 then {length} else 10 end))")
    spark.range(0, 20_000, 1, 8).select(F.sum(value)).collect()


def kill_one_executor(spark, stage, by=signal.SIGKILL):
    """Kills an executor when a task of the stage has ended; by SIGKILL, as the kernel does when memory is short."""
    context = spark.sparkContext
    application = context.applicationId

    def wait_and_kill():
        for _ in range(600):
            info = context.statusTracker().getStageInfo(stage)
            if info is not None and info.numCompletedTasks > 0:
                break
            time.sleep(0.1)
        for pid in sorted(int(each) for each in os.listdir("/proc") if each.isdigit()):
            try:
                with open(f"/proc/{pid}/cmdline") as file:
                    words = file.read().split("\0")
            except OSError:
                continue
            if application in words and "org.apache.spark.executor.CoarseGrainedExecutorBackend" in words:
                os.kill(pid, by)
                return

    threading.Thread(target=wait_and_kill, daemon=True).start()


@pathology("executor-memory")
def executor_killed(spark, ill, folder):
    def work(values):
        time.sleep(1)
        return values

    if ill:
        kill_one_executor(spark, 0)
    spark.sparkContext.parallelize(range(20), 20).mapPartitions(work).count()


@pathology("driver-memory", ill={"spark.driver.maxResultSize": "32m"})
def large_result(spark, ill, folder):
    rows = spark.range(0, 900_000, 1, 12).select(text_of(F.col("id")).alias("text"))
    (rows if ill else rows.agg(F.max("text"))).collect()


@pathology(
    "cache",
    both={"spark.eventLog.logBlockUpdates.enabled": "true"},
    ill={"spark.executor.memory": "512m"},
    clean={"spark.executor.memory": "2g"},
)
def cache_evicted(spark, ill, folder):
    from pyspark import StorageLevel

    # Some 600 MB in 16 parts: more than two and a half times what two heaps of 512 MB have for it.
    rows = spark.range(0, 1_200_000, 1, 16).select(text_of(F.col("id"), 8).alias("text")).persist(StorageLevel.MEMORY_ONLY)
    for _ in range(2):
        rows.agg(F.max("text")).collect()


# --- sizes -----------------------------------------------------------------------------------------------------------------------------


def write_text_files(folder, ill):
    if os.path.exists(os.path.join(folder, "1.txt")):
        return
    for number in range(2):
        with open(os.path.join(folder, f"{number}.txt"), "w") as file:
            for _ in range(256):
                file.write("".join(os.urandom(128).hex() + "\n" for _ in range(4080)))


@pathology("large-partitions", prepare=write_text_files, ill={"spark.sql.files.maxPartitionBytes": "1g", "spark.sql.files.minPartitionNum": "1"})
def large_partitions(spark, ill, folder):
    text = spark.read.text(folder)
    text.select(F.max(F.sha2(F.sha2(F.sha2("value", 512), 512), 512))).collect()


@pathology("tiny-tasks", ill={"spark.sql.adaptive.enabled": "false", "spark.sql.shuffle.partitions": "600"})
def tiny_tasks(spark, ill, folder):
    rows = spark.range(0, 100_000, 1, 4).select((F.col("id") % 1000).alias("key"), "id")
    rows.groupBy("key").agg(F.sum("id").alias("total")).agg(F.max("total")).collect()


def write_parquet_files(folder, ill):
    import pyarrow as arrow
    from pyarrow import parquet

    count = 800 if ill else 4
    folder = os.path.join(folder, str(count))
    os.makedirs(folder, exist_ok=True)
    rows = 800_000 // count
    for number in range(count):
        first = number * rows
        parquet.write_table(arrow.table({"id": range(first, first + rows)}), os.path.join(folder, f"{number}.parquet"))


@pathology("small-files", prepare=write_parquet_files)
def small_files_read(spark, ill, folder):
    spark.read.parquet(os.path.join(folder, "800" if ill else "4")).select(F.max(F.sha2(F.col("id").cast("string"), 256))).collect()


@pathology("small-files")
def small_files_written(spark, ill, folder):
    rows = spark.range(0, 200_000, 1, 400 if ill else 4).select(text_of(F.col("id")).alias("text"))
    rows.write.mode("overwrite").parquet(os.path.join(folder, "out"))


# --- plans -----------------------------------------------------------------------------------------------------------------------------


@pathology(
    "missed-broadcast",
    both={"spark.sql.shuffle.partitions": "16", "spark.executor.memory": "2g"},
    ill={"spark.sql.autoBroadcastJoinThreshold": "-1"},
)
def missed_broadcast(spark, ill, folder):
    large = spark.range(0, 1_500_000, 1, 8).select((F.col("id") % 5_000).alias("key"), text_of(F.col("id"), 2).alias("text"))
    small = spark.range(0, 5_000, 1, 2).select(F.col("id").alias("key"), text_of(F.col("id")).alias("name"))
    large.join(small, "key").agg(F.max("text"), F.max("name")).collect()


@pathology(
    "large-broadcast",
    both={"spark.driver.memory": "700m", "spark.executor.memory": "2g"},
    ill={"spark.sql.autoBroadcastJoinThreshold": "1g"},
)
def large_broadcast(spark, ill, folder):
    rows = lambda count: spark.range(0, count, 1, 8).select(F.col("id").alias("key"), text_of(F.col("id"), 2).alias("text"))
    left = rows(1_150_000)
    right = rows(1_500_000).withColumnRenamed("text", "other")
    left.join(right, "key").agg(F.max("text"), F.max("other")).collect()


@pathology("python-functions")
def python_function(spark, ill, folder):
    total = F.udf(lambda text: sum(1 for letter in text if letter < "a"), "int")
    built_in = F.length(F.regexp_replace("text", "[^0-9]", ""))
    rows = spark.range(0, 700_000, 1, 8).select(text_of(F.col("id")).alias("text"))
    rows.select(F.sum(total("text") if ill else built_in)).collect()


@pathology("python-functions")
def python_rows(spark, ill, folder):
    """A function that does next to nothing, for millions of rows: the way to Python and back is all it costs."""
    next_of = F.udf(lambda number: number + 1, "bigint")
    rows = spark.range(0, 8_000_000, 1, 8)
    rows.select(F.max(next_of("id") if ill else F.col("id") + 1)).collect()


@pathology("cross-join")
def cross_join(spark, ill, folder):
    left = spark.range(0, 8_000, 1, 8).withColumn("from", F.pmod(F.hash("id"), F.lit(1_000_000)))
    right = spark.range(0, 8_000, 1, 2).select(F.pmod(F.hash("id"), F.lit(1_000_000)).alias("to"))
    joined = left.join(right, F.col("from") < F.col("to") if ill else F.col("from") == F.col("to"))
    joined.agg(F.max(F.hash("from", "to"))).collect()


# --- failures --------------------------------------------------------------------------------------------------------------------------


@pathology("fetch-failures")
def fetch_failure(spark, ill, folder):
    """An executor goes away while others still read what it wrote."""

    def work(pairs):
        time.sleep(1)
        return pairs

    if ill:
        kill_one_executor(spark, 1)
    spark.sparkContext.parallelize(range(400), 8).map(lambda value: (value % 16, value)).groupByKey(16).mapPartitions(work).count()


@pathology("failed-tasks")
def bad_rows(spark, ill, folder):
    words = [str(number) for number in range(4000)]
    if ill:
        words[3210] = "n/a"
    spark.sparkContext.parallelize(words, 8).map(int).sum()


@pathology("failed-tasks")
def flaky_tasks(spark, ill, folder):
    def work(part, values):
        from pyspark import TaskContext

        time.sleep(0.3)
        if ill and part % 3 == 0 and TaskContext.get().attemptNumber() == 0:
            raise ConnectionError(f"connection {part} refused")
        return values

    spark.sparkContext.parallelize(range(24), 24).mapPartitionsWithIndex(work).count()


# --- executors and driver --------------------------------------------------------------------------------------------------------------


@pathology("idle-executors", master=THREE_EXECUTORS)
def idle_executors(spark, ill, folder):
    def work(values):
        time.sleep(24 if ill else 3)
        return values

    parts = 1 if ill else 42
    spark.sparkContext.parallelize(range(parts), parts).mapPartitions(work).count()


@pathology("driver-bound")
def driver_bound(spark, ill, folder):
    for _ in range(4):
        spark.range(0, 500_000, 1, 4).agg(F.max(F.sha2(F.col("id").cast("string"), 256))).collect()
        if ill:
            time.sleep(5)


def write_slow_java(folder, ill):
    """A `java` that waits before it begins, as a container whose image must come first."""
    os.makedirs(os.path.join(folder, "bin"), exist_ok=True)
    java = os.path.join(folder, "bin", "java")
    home = os.environ.get("JAVA_HOME")
    real = os.path.join(home, "bin", "java") if home else os.popen("command -v java").read().strip()
    with open(java, "w") as file:
        file.write(f'#!/bin/sh\nsleep {14 if ill else 0}\nexec {real} "$@"\n')
    os.chmod(java, os.stat(java).st_mode | stat.S_IXUSR)


@pathology("cold-start", prepare=write_slow_java, both={"spark.executorEnv.JAVA_HOME": "{folder}"})
def cold_start(spark, ill, folder):
    spark.range(0, 3_000_000, 1, 16).agg(F.max(F.sha2(F.col("id").cast("string"), 256))).collect()


@pathology(
    "executor-churn",
    both={
        "spark.dynamicAllocation.enabled": "true",
        "spark.dynamicAllocation.minExecutors": "0",
        "spark.dynamicAllocation.maxExecutors": "2",
        "spark.executor.cores": "2",
    },
    ill={"spark.dynamicAllocation.executorIdleTimeout": "1s"},
)
def executor_churn(spark, ill, folder):
    def work(values):
        time.sleep(2.5)
        return values

    for number in range(4):
        # The driver is away for a fifth of the time: long enough for executors to be given back, too short to be an illness itself.
        if number > 0:
            time.sleep(3)
        spark.sparkContext.parallelize(range(12), 12).mapPartitions(work).count()


@pathology("configuration", ill={"spark.sql.adaptive.enabled": "false", "spark.shuffle.compress": "false"})
def configuration(spark, ill, folder):
    rows = spark.range(0, 2_000_000, 1, 8).select((F.col("id") % 1000).alias("key"), "id")
    rows.repartition(8, "key").groupBy("key").agg(F.sum("id")).write.format("noop").mode("overwrite").save()


# --- written when the rules were done ----------------------------------------------------------------------------------------------------


@pathology("streaming-lag")
def streaming_lag(spark, ill, folder):
    """A source of 80 rows a second, of which four slots do some 55."""
    rows = spark.readStream.format("rate").option("rowsPerSecond", 80).option("numPartitions", 4).load()
    call = F.expr(waits(70 if ill else 1)).alias("call")
    query = rows.select("value", call).writeStream.format("noop").option("checkpointLocation", os.path.join(folder, str(time.time()))).start()
    query.awaitTermination(40)
    query.stop()


@pathology("lost-executors")
def preempted(spark, ill, folder):
    """An executor is asked to go, as a cluster does that needs its place."""

    def work(values):
        time.sleep(1)
        return values

    if ill:
        kill_one_executor(spark, 0, signal.SIGTERM)
    spark.sparkContext.parallelize(range(24), 24).mapPartitions(work).count()


@pathology("data-skew")
def grouped_skew(spark, ill, folder):
    """RDD code whose groups are worked on record by record; one key has most of them."""

    def work(pair):
        key, values = pair
        count = len(list(values))
        time.sleep(count / 400)
        return key, count

    keys = lambda value: 3 if ill and value % 10 < 7 else value % 40
    text = lambda value: random.Random(value).randbytes(300)
    spark.sparkContext.parallelize(range(8000), 8).map(lambda value: (keys(value), text(value))).groupByKey(12).map(work).collect()


def write_uneven_text(folder, ill):
    import gzip

    folder = os.path.join(folder, "text")
    if os.path.exists(folder):
        return
    os.makedirs(folder)
    for number in range(12):
        lines = 26_000 if ill and number == 5 else 2_000
        with gzip.open(os.path.join(folder, f"{number}.txt.gz"), "wt", 1) as file:
            for _ in range(lines):
                file.write(os.urandom(400).hex() + "\n")


@pathology("data-skew", prepare=write_uneven_text, both={"spark.sql.files.openCostInBytes": "64m"})
def uneven_files(spark, ill, folder):
    """Files that cannot be split, one of them thirteen times as large as the others; each line costs a call."""
    lines = spark.read.text(os.path.join(folder, "text")).select(F.expr(f"case when pmod(hash(value), 3) = 0 then {waits(1)} end").alias("call"), "value")
    lines.agg(F.count("call"), F.max("value")).collect()


@pathology("missed-broadcast", both={"spark.sql.shuffle.partitions": "8", "spark.executor.memory": "2g"}, ill={"spark.sql.autoBroadcastJoinThreshold": "64k"})
def outer_join(spark, ill, folder):
    """A left join whose right side is small, and is shuffled since the threshold is far too low."""
    large = spark.range(0, 1_200_000, 1, 8).select((F.col("id") % 20_000).alias("key"), F.repeat(text_of(F.col("id")), 3).alias("text"))
    small = spark.range(0, 15_000, 1, 2).select(F.col("id").alias("key"), text_of(F.col("id")).alias("name"))
    large.join(small, "key", "left").agg(F.max("text"), F.max("name")).collect()


# --- written after those above were looked at --------------------------------------------------------------------------------------------


@pathology("spill", both={"spark.sql.shuffle.partitions": "4"}, ill={"spark.executor.memory": "512m"}, clean={"spark.executor.memory": "3g"})
def sort_spill(spark, ill, folder):
    rows = spark.range(0, 5_000_000, 1, 8).select(F.hash("id").alias("key"), text_of(F.col("id"), 2).alias("text"))
    rows.orderBy("key").write.format("noop").mode("overwrite").save()


@pathology("data-skew")
def repartition_skew(spark, ill, folder):
    """Rows that are sent by a key that most of them share, and then wait."""
    rows = spark.range(0, 400_000, 1, 8).select(skewed_key(ill, 0.6, 5_000).alias("key"), text_of(F.col("id")).alias("text"))
    calls = rows.repartition(12, "key").select("text", F.expr(f"case when pmod(hash(text), 500) = 0 then {waits(25)} end").alias("call"))
    calls.agg(F.max("text"), F.count("call")).collect()


@pathology("cross-join", both={"spark.sql.autoBroadcastJoinThreshold": "-1"})
def cartesian(spark, ill, folder):
    left = spark.range(0, 5_000, 1, 4).select(F.col("id").alias("left"), (F.col("id") % 100).alias("group"))
    right = spark.range(0, 5_000, 1, 2).select(F.col("id").alias("right"), (F.col("id") % 100).alias("other"))
    joined = left.crossJoin(right) if ill else left.join(right, F.col("group") == F.col("other"))
    joined.agg(F.max(F.xxhash64("left", "right"))).collect()


def write_json_files(folder, ill):
    count = 500 if ill else 4
    folder = os.path.join(folder, "json")
    if os.path.exists(folder):
        return
    os.makedirs(folder)
    for number in range(count):
        with open(os.path.join(folder, f"{number}.json"), "w") as file:
            for row in range(20_000 // count):
                file.write('{"id": %d, "text": "%s"}\n' % (row, os.urandom(40).hex()))


@pathology("small-files", prepare=write_json_files)
def json_files(spark, ill, folder):
    spark.read.schema("id long, text string").json(os.path.join(folder, "json")).agg(F.max("id"), F.max("text")).collect()


@pathology("driver-bound")
def chatty_driver(spark, ill, folder):
    """Many small jobs, and work of the driver on the result of each."""
    for _ in range(25 if ill else 5):
        spark.range(0, 50_000, 1, 4).agg(F.max(F.sha2(F.col("id").cast("string"), 256))).collect()
        if ill:
            time.sleep(0.8)


@pathology("failed-tasks")
def two_causes(spark, ill, folder):
    def work(part, values):
        from pyspark import TaskContext

        time.sleep(0.2)
        if ill and TaskContext.get().attemptNumber() == 0:
            if part % 4 == 0:
                raise TimeoutError(f"no answer of shard {part} after 200 ms")
            if part % 7 == 3:
                raise ValueError(f"row {part * 13} has no amount")
        return values

    spark.sparkContext.parallelize(range(32), 32).mapPartitionsWithIndex(work).count()


# --- written when the ranges of the advice were done, to see whether they hold ---------------------------------------------------------------


@pathology("missed-broadcast", both={"spark.sql.shuffle.partitions": "12", "spark.executor.memory": "2g"}, ill={"spark.sql.autoBroadcastJoinThreshold": "-1"})
def semi_join(spark, ill, folder):
    large = spark.range(0, 2_000_000, 1, 8).select((F.col("id") % 30_000).alias("key"), text_of(F.col("id"), 2).alias("text"))
    wanted = spark.range(0, 9_000, 1, 2).select((F.col("id") * 3).alias("key"))
    large.join(wanted, "key", "left_semi").agg(F.max("text"), F.count("key")).collect()


@pathology("tiny-tasks", ill={"spark.sql.adaptive.enabled": "false", "spark.sql.shuffle.partitions": "800"})
def many_partitions(spark, ill, folder):
    rows = spark.range(0, 300_000, 1, 4).select((F.col("id") % 5_000).alias("key"), text_of(F.col("id")).alias("text"))
    rows.groupBy("key").agg(F.max("text").alias("text"), F.count("key").alias("count")).groupBy("count").agg(F.min("text")).collect()


@pathology("spill", both={"spark.sql.shuffle.partitions": "6"}, ill={"spark.executor.memory": "512m"}, clean={"spark.executor.memory": "3g"})
def window_spill(spark, ill, folder):
    rows = spark.range(0, 5_000_000, 1, 8).select(F.pmod(F.hash("id"), F.lit(4_000)).alias("key"), text_of(F.col("id"), 2).alias("text"))
    place = F.row_number().over(Window.partitionBy("key").orderBy("text"))
    rows.select("text", place.alias("place")).agg(F.max("place"), F.max("text")).collect()


@pathology("locality", master="local-cluster[2,1,4096]", both={"spark.executor.memory": "2g"})
def cached_on_one(spark, ill, folder):
    """Data that one of two executors caches, because the other is busy with another job at that time; then many short looks at it."""
    sc = spark.sparkContext
    sc.parallelize(range(2), 2).map(lambda number: time.sleep(1)).count()
    other = threading.Thread(target=lambda: sc.parallelize([8 if ill else 0], 1).map(time.sleep).count())
    other.start()
    time.sleep(1)
    rows = spark.range(0, 240_000, 1, 12).select(F.col("id"), text_of(F.col("id")).alias("text")).cache()
    rows.count()
    other.join()
    for number in range(8):
        # A quarter of a second for each part.
        call = F.expr(f"case when pmod(id, 20000) = {number} then {waits(250)} end")
        rows.select("text", call.alias("call")).agg(F.max("text"), F.count("call")).collect()


@pathology(
    "spill",
    both={"spark.sql.shuffle.partitions": "4", "spark.sql.autoBroadcastJoinThreshold": "-1"},
    ill={"spark.executor.memory": "512m"},
    clean={"spark.executor.memory": "3g"},
)
def join_spill(spark, ill, folder):
    """A sort-merge join of two large sides, as no other job here has: for what is said of the time of spill."""
    def side(seed):
        return spark.range(0, 2_400_000, 1, 8).select((F.col("id") * seed % 2_400_001).alias("key"), text_of(F.col("id"), 2).alias(f"text{seed}"))

    side(3).join(side(7), "key").agg(F.max("text3"), F.max("text7")).collect()


# --- the same job at other sizes -------------------------------------------------------------------------------------------------------


def family(spark, folder):
    """Stages of many even tasks, of few, of uneven ones, and a while of the driver: for estimates at other numbers of executors."""

    def work(part, values):
        time.sleep(0.3 + 0.1 * (part % 5))
        return [(value % 8, value) for value in values]

    def reduce(part, values):
        time.sleep(1.2 if part == 0 else 0.6)
        return values

    context = spark.sparkContext
    context.parallelize(range(4000), 48).mapPartitionsWithIndex(work).groupByKey(8).mapPartitionsWithIndex(reduce).count()
    time.sleep(2)
    context.parallelize(range(3000), 30).mapPartitionsWithIndex(work).count()


def family_computing(spark, folder):
    """Tasks that compute: their time grows where the machine has fewer cores than there are slots, so no more executors than cores."""
    rows = spark.range(0, 6_000_000, 1, 48).select((F.col("id") % 64).alias("key"), text_of(F.col("id")).alias("text"))
    rows.groupBy("key").agg(F.max("text")).collect()


def family_services(spark, folder):
    """SQL whose rows wait: a shuffle of 13 MB that adaptive execution cuts by the number of cores, a small join, a pause, uneven tasks."""
    wide = spark.range(0, 200_000, 1, 20).select("id", text_of(F.col("id")).alias("text"), F.expr(f"case when id % 2000 = 0 then {waits(120)} end").alias("call"))
    groups = wide.groupBy(F.pmod(F.hash("id"), F.lit(150_000)).alias("key")).agg(F.max("text").alias("text"), F.count("call").alias("calls"))
    names = spark.range(0, 150_000, 1, 2).select(F.col("id").alias("key"), (F.col("id") % 7).alias("group"))
    called = groups.join(F.broadcast(names), "key").select("group", "calls", F.expr(f"case when pmod(hash(text), 300) = 0 then {waits(25)} end").alias("again"))
    called.agg(F.max("group"), F.sum("calls"), F.count("again")).collect()
    time.sleep(3)
    spark.range(0, 26, 1, 26).select(F.expr(waits("400 + 350 * (id % 4)")).alias("call")).agg(F.count("call")).collect()


def family_threads(spark, folder):
    """Two threads of the driver with jobs of their own, one with a pause, and a last job that needs both."""

    def jobs(count, tasks, milliseconds, pause):
        for _ in range(count):
            spark.range(0, tasks, 1, tasks).select(F.expr(waits(milliseconds)).alias("call")).agg(F.count("call")).collect()
            time.sleep(pause)

    threads = [threading.Thread(target=jobs, args=each) for each in ((4, 10, 700, 0), (3, 7, "300 + 500 * (id % 3)", 1.5))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    jobs(1, 24, 600, 0)


FAMILIES = {"sleeping": family, "computing": family_computing, "services": family_services, "threads": family_threads}


if __name__ == "__main__":
    print("\n".join(f"{each.name}: {', '.join(each.rules)}" for each in PATHOLOGIES.values()), file=sys.stdout)
