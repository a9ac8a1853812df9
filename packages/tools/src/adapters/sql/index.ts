export { createSqlParser } from './create-sql-parser.ts';
