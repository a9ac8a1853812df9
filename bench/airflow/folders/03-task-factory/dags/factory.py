from airflow.sdk import DAG
from lib.tasks import make_task, make_many

with DAG("factory", schedule="@hourly", start_date=None) as dag:
    a = make_task("a")
    b = make_task("b", retries=9)
    a >> b >> make_many(3)
