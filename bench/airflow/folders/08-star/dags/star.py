from airflow.sdk import DAG
from everything import *

with DAG(NAME, schedule=EVERY, tags=TAGS) as dag:
    make("one") >> make("two")
