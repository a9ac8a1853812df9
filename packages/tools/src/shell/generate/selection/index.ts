export { readFileQuery, type FileQuery } from './file-query.ts';
export { findCommand, findLoop } from './find-command.ts';
export { readContent, type ContentTest } from './read-content.ts';
