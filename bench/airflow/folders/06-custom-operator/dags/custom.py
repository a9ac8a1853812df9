from airflow.sdk import DAG
from operators.load import LoadOperator, WideLoadOperator

with DAG("custom", schedule="@weekly", default_args={"retries": 1}) as dag:
    a = LoadOperator(task_id="a", table="one")
    b = WideLoadOperator(task_id="b", table="two", retries=6)
    a >> b
