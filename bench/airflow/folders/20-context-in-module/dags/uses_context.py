import context_dag

NAME = context_dag.NAME
