import calendar
from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG("uses_calendar", schedule=None) as dag:
    EmptyOperator(task_id="months", doc=str(calendar.monthrange(2024, 2)))
