from airflow.sdk import dag, task


def make_flow(dag_id, count):
    @dag(dag_id=dag_id, schedule=None, default_args={"retries": count})
    def flow():
        @task
        def number(at):
            return at

        @task
        def total(found):
            return sum(found)

        total([number(at) for at in range(count)])

    return flow()
