export { createAirflowServer, type AirflowConnection } from './create-airflow-server.ts';
