export { readFileQuery, type FileQuery } from './file-query.ts';
export { findCommand } from './find-command.ts';
export { readContent } from './read-content.ts';
