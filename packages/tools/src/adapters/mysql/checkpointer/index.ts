export { openMysqlCheckpointer, type MysqlCheckpointer } from './open-checkpointer.ts';
