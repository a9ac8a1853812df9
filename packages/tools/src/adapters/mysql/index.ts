export type { MysqlSettings } from './mysql-settings.ts';
export { migrateMysql, openMysqlStores } from './open-mysql-stores.ts';
