"""Defects of a DAG for Airflow 3. `# expect RULE …` marks the line that a finding stands on."""

import os
import time
from datetime import datetime, timedelta

import pandas as pd
import pendulum
import requests

from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import BranchPythonOperator
from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import DAG, Variable, dag, task
from airflow.utils.session import create_session  # expect metadata-database

COUNTRIES = requests.get("https://example.org/countries", timeout=5).json()  # expect top-level-work
ROWS = PostgresHook("warehouse").get_records("select 1")  # expect top-level-work
LIMIT = Variable.get("limit")  # expect AIR003
time.sleep(1)  # expect top-level-work
WAREHOUSE = "postgresql://loader:s3cr3t-Pa55word@db.example.org/prod"  # expect secret-in-code

with DAG(  # expect no-retries no-timeout no-owner no-description
    dag_id="planted_schedule",
    schedule="0 0 31 2 *",  # expect cron-never-fires
    start_date=pendulum.now("UTC"),  # expect start-date-moves
):
    a = BashOperator(task_id="a", bash_command="echo {{ execution_date }}")  # expect removed-template-name
    b = EmptyOperator(task_id="b")
    c = EmptyOperator(task_id="c")
    a >> b >> c
    c >> a  # expect cycle

with DAG("planted_cron", schedule="61 * * * *"):  # expect cron-invalid
    EmptyOperator(task_id="a")

with DAG(
    "planted_catchup",
    schedule="@hourly",
    start_date=datetime(2020, 1, 1),
    end_date=datetime(2019, 1, 1),  # expect end-before-start
    catchup=True,  # expect catchup-many-runs
):
    EmptyOperator(task_id="a")

with DAG("planted_tasks", schedule=None, default_args={"owner": "data"}):
    often = BashOperator(task_id="often", bash_command="x", retries=50)  # expect too-many-retries
    hasty = BashOperator(
        task_id="hasty",
        bash_command="x",
        retries=2,
        retry_delay=timedelta(0),  # expect no-retry-delay
    )
    waits = FileSensor(task_id="waits", filepath="/x", mode="poke", timeout=86400)  # expect sensor-holds-worker
    EmptyOperator(task_id="alone")  # expect task-alone
    often >> hasty >> waits


def choose():
    if os.path.exists("/x"):
        return "left"
    return "nowhere"  # expect branch-target


with DAG("planted_branch", schedule=None):
    branch = BranchPythonOperator(task_id="branch", python_callable=choose)
    left = EmptyOperator(task_id="left")
    right = EmptyOperator(task_id="right")  # expect branch-never-taken
    join = EmptyOperator(task_id="join")  # expect join-after-branch
    branch >> [left, right] >> join

with DAG("planted_twice", schedule=None):
    EmptyOperator(task_id="twice")
    EmptyOperator(task_id="twice")  # expect duplicate-task-id


@dag(schedule=None)
def planted_taskflow():
    listed = os.popen("ls").read()  # expect top-level-work

    @task
    def load() -> pd.DataFrame:  # expect large-return
        today = datetime.now()  # expect clock-in-task
        hook = PostgresHook("warehouse")
        hook.run("INSERT INTO daily SELECT * FROM staging")  # expect insert-repeats
        hook.run("DELETE FROM daily WHERE day = %s; INSERT INTO daily SELECT 1", parameters=[today])
        return undefined_name  # expect F821

    @task
    def reads():
        with create_session() as session:
            return session.query(Variable).all()  # expect metadata-database

    load() >> reads()
    print(listed)


planted_taskflow()


@dag(schedule=None)  # expect dag-function-not-called
def planted_not_called():
    pass


def hidden():
    lost = DAG("planted_hidden", schedule=None)  # expect dag-not-registered
    EmptyOperator(task_id="a", dag=lost)


hidden()
