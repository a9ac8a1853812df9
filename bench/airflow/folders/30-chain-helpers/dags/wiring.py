from airflow.sdk import Label, chain, cross_downstream


def in_order(tasks):
    chain(*tasks)


def fan(start, middle, end):
    start >> Label("out") >> middle
    cross_downstream(middle, [end])
