"""Makes the event logs of this folder by running Spark; needs pyspark 4.1 and Java 17.

    python make-fixtures.py /tmp/spark-fixtures

then pick the files named in README.md. Two executors of one core each, so that tasks wait, are lost and come back.
"""

import os
import sys
import time

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

OUT = sys.argv[1]


def session(name, **settings):
    os.makedirs(os.path.join(OUT, name), exist_ok=True)
    builder = (
        SparkSession.builder.appName(name)
        .master(settings.pop("master", "local-cluster[2,1,1024]"))
        .config("spark.ui.enabled", "false")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.dir", "file://" + os.path.abspath(os.path.join(OUT, name)))
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.executor.memory", "600m")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
    )
    for key, value in settings.items():
        builder = builder.config("spark." + key.replace("__", "."), value)
    return builder.getOrCreate()


def mixed():
    """SQL with adaptive plans, a cache with block updates, an accumulator, failed tasks and a failed job, a nested execution."""
    spark = session(
        "mixed",
        eventLog__rolling__enabled="false",
        eventLog__compress="false",
        eventLog__logBlockUpdates__enabled="true",
        eventLog__logStageExecutorMetrics="true",
        task__maxFailures="2",
    )
    context = spark.sparkContext
    orders = spark.range(0, 40000, 1, 6).withColumn("customer", F.col("id") % 50)
    customers = spark.range(0, 50).withColumnRenamed("id", "customer").withColumn("name", F.concat(F.lit("c"), F.col("customer")))
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    joined = orders.join(customers, "customer").groupBy("name").agg(F.sum("id").alias("total"))
    joined.cache()
    joined.count()
    joined.orderBy("name").collect()
    joined.unpersist()
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "10m")
    orders.join(customers, "customer").write.mode("overwrite").format("noop").save()

    context.setJobGroup("counted", "counts with an accumulator")
    context.addJobTag("nightly")
    seen = context.accumulator(0)
    context.parallelize(range(100), 4).foreach(lambda value: seen.add(value))

    def fails_on_seven(value):
        if value == 7:
            raise ValueError("seven is refused")
        return value

    context.setLocalProperty("spark.job.description", None)
    try:
        context.parallelize(range(10), 5).map(fails_on_seven).count()
    except Exception as error:
        print("as wanted:", type(error).__name__)
    spark.stop()


def rolled():
    """Small files of a rolled log, packed with many zstd frames each, and compacted ones."""
    spark = session("rolled", master="local[2]", eventLog__rolling__enabled="true", eventLog__rolling__maxFileSize="10m", eventLog__compress="true")
    for round in range(3):
        spark.range(0, 1000, 1, 3).groupBy((F.col("id") % 3).alias("key")).count().collect()
    spark.stop()


def lost():
    """An executor that goes away in the middle, so that its shuffle files are missed."""
    spark = session("lost", eventLog__rolling__enabled="false", eventLog__compress="false", speculation="false")
    context = spark.sparkContext
    marker = os.path.join(os.path.abspath(OUT), "lost", "gone")

    def map_once(value):
        return (value % 4, value)

    def die_once(pairs):
        pairs = list(pairs)
        if not os.path.exists(marker):
            open(marker, "w").close()
            # The parent of a worker is the daemon of Python, and the parent of that the executor.
            with open(f"/proc/{os.getppid()}/stat") as stat:
                os.kill(int(stat.read().split()[3]), 9)
            time.sleep(2)
        return pairs

    context.parallelize(range(200), 4).map(map_once).groupByKey(4).mapPartitions(die_once).count()
    if os.path.exists(marker):
        os.remove(marker)
    spark.stop()


def speculative():
    """One slow task, and its copy."""
    spark = session(
        "speculative",
        eventLog__rolling__enabled="false",
        eventLog__compress="false",
        speculation="true",
        speculation__quantile="0.5",
        speculation__multiplier="1.5",
    )

    def slow_on_first_try(index, values):
        from pyspark import TaskContext

        if index == 0 and TaskContext.get().attemptNumber() == 0:
            time.sleep(20)
        else:
            time.sleep(0.3)
        return values

    spark.sparkContext.parallelize(range(8), 8).mapPartitionsWithIndex(slow_on_first_try).count()
    spark.stop()


def streaming():
    spark = session("streaming", master="local[2]", eventLog__rolling__enabled="false", eventLog__compress="false")
    query = (
        spark.readStream.format("rate").option("rowsPerSecond", 20).load()
        .groupBy((F.col("value") % 2).alias("even")).count()
        .writeStream.outputMode("complete").format("memory").queryName("evens").trigger(processingTime="1 second").start()
    )
    time.sleep(5)
    query.stop()
    spark.stop()


for part in sys.argv[2:] or ["mixed", "rolled", "lost", "speculative", "streaming"]:
    globals()[part]()
