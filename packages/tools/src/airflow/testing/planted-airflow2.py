"""Defects of a DAG for Airflow 2 on its way to 3. `# expect RULE …` marks the line that a finding stands on."""

from airflow import DAG
from airflow.models import DagRun
from airflow.operators.bash_operator import BashOperator
from airflow.operators.subdag import SubDagOperator
from airflow.utils.dates import days_ago
from airflow.utils.db import provide_session  # expect metadata-database


@provide_session
def count(session=None):
    return session.query(DagRun).count()  # expect metadata-database


dag = DAG(  # expect AIR311
    "planted_airflow2",
    schedule_interval="@daily",  # expect AIR301
    start_date=days_ago(1),  # expect AIR301 start-date-moves
    default_view="graph",  # expect AIR301
    concurrency=4,  # expect AIR301
)
BashOperator(task_id="a", bash_command="echo {{ yesterday_ds }} {{ next_ds }}", dag=dag)  # expect removed-template-name
SubDagOperator(task_id="sub", subdag=dag, dag=dag)
