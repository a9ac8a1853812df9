import type { KeyRole } from '@datasherpa/tools/ports';

const order: Readonly<Record<KeyRole, number>> = { viewer: 0, editor: 1, admin: 2 };

export const mayAs = (role: KeyRole, required: KeyRole): boolean => order[role] >= order[required];

/** Paths that answer without a key of a project: whether the process lives, the page and `/metrics` (which ask for a key themselves), and the way in. */
const open = [
  /^\/health\/(live|ready)$/,
  /^\/metrics$/,
  /^\/session$/,
  /^\/$/,
  /^\/assets\//,
  /^\/(icon\.svg|favicon\.ico|index\.html)$/,
];

/** Only those who give out keys see keys, users, settings and who did what. */
const administration = /^\/(keys|users|projects|settings|audit)(\/|$)/;

/** What a viewer may send: questions. A tool that changes something is stopped by the approval gate, which asks for an editor. */
const questions = /^\/(agent|runs\/[^/]+\/cancel|mcp)$/;

/**
 * The role that a request needs: none for open paths, a viewer for reading and asking, an editor for what is kept or deleted, an admin
 * for keys and the audit log.
 * @param toolRoutes paths of tools that only read
 */
export function requiredRole(
  method: string,
  path: string,
  toolRoutes: ReadonlySet<string>,
): KeyRole | null {
  if (open.some((pattern) => pattern.test(path))) return null;
  if (administration.test(path)) return 'admin';
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS')
    return path === '/logs/live' ? 'editor' : 'viewer';
  return questions.test(path) || toolRoutes.has(path) ? 'viewer' : 'editor';
}
