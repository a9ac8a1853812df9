from airflow.sdk import DAG
from team.flows.steps import first, last

with DAG("relative", schedule="@daily", start_date=None) as dag:
    first() >> last()
