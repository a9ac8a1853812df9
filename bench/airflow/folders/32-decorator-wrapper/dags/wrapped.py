from airflow.sdk import DAG
from wrappers import noted, team_task

with DAG("wrapped", schedule=None) as dag:

    @team_task
    def one():
        return 1

    @team_task
    @noted
    def two(value):
        return value

    two(one())
