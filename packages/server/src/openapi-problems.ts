import { catalogue, type ErrorCode } from '@datasherpa/tools/errors';
import type { ViewName } from './view-schemas.ts';

/** What can be wrong with a request or with the server, whatever is asked. */
const always: readonly ErrorCode[] = [
  'HOST_REFUSED',
  'ORIGIN_REFUSED',
  'KEY_MISSING',
  'KEY_REFUSED',
  'ROLE_TOO_LOW',
  'REQUESTS_LIMITED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
];
const ofJsonBodies: readonly ErrorCode[] = [
  'INPUT_INVALID',
  'JSON_MALFORMED',
  'CONTENT_TYPE_UNSUPPORTED',
  'BODY_TOO_LARGE',
];
/** Of any tool, so that a new one need not name its own. */
const ofTools: readonly ErrorCode[] = [
  'NOT_FOUND',
  'NO_LOGS',
  'NO_SOURCES',
  'NOT_AN_EVENT_LOG',
  'QUESTION_EMPTY',
  'QUESTION_TOO_LONG',
  'QUERY_INVALID',
  'PYTHON_TOO_COMPLEX',
  'TWO_RUNS_NEEDED',
  'AIRFLOW_NOT_CONNECTED',
  'AIRFLOW_REFUSED',
  'AIRFLOW_UNREACHABLE',
  'APPROVAL_NEEDED',
  'APPROVAL_DECIDED',
  'URL_NOT_ALLOWED',
  'URL_NOT_READABLE',
  'TIMED_OUT',
  'CANCELLED',
  'TOOL_OUTPUT_INVALID',
];
const ofReceivedFiles: readonly ErrorCode[] = [
  'UPLOAD_TOO_LARGE',
  'UPLOAD_TOO_MANY_FILES',
  'UPLOAD_NO_FILES',
  'UPLOAD_INTERRUPTED',
  'CANCELLED',
];

/** What else an operation can answer. */
const particular: Readonly<Record<string, readonly ErrorCode[]>> = {
  'POST /upload-logs': ['URL_NOT_ALLOWED', 'URL_NOT_READABLE'],
  'POST /upload-logs/resumable': ['TUS_VERSION', 'UPLOAD_TOO_LARGE', 'CONTENT_TYPE_UNSUPPORTED'],
  'GET /upload-logs/resumable/{id}': ['UPLOAD_EXPIRED'],
  'PATCH /upload-logs/resumable/{id}': [
    ...ofReceivedFiles,
    'TUS_VERSION',
    'UPLOAD_OFFSET_WRONG',
    'UPLOAD_CHECKSUM_WRONG',
    'UPLOAD_BUSY',
    'UPLOAD_EXPIRED',
  ],
  'DELETE /upload-logs/resumable/{id}': ['TUS_VERSION', 'UPLOAD_BUSY', 'UPLOAD_EXPIRED'],
  'GET /logs/live': ['UPGRADE_NEEDED'],
  'POST /agent': ['NOT_FOUND', 'QUESTION_EMPTY', 'QUESTION_TOO_LONG', 'THREAD_BUSY', 'STOPPING'],
  'POST /keys': ['NOT_FOUND'],
  'DELETE /threads/{id}': ['THREAD_BUSY'],
  'POST /approvals/{id}': ['APPROVAL_DECIDED', 'THREAD_BUSY', 'STOPPING'],
  'GET /spark/api/v1/{path}': ['SPARK_NOT_FOUND', 'SPARK_NOT_IN_LOG'],
  'GET /spark-plots/{id}': ['SPARK_NOT_FOUND'],
  'GET /spark-plots/{id}/{name}': ['SPARK_NOT_FOUND'],
};

export interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { readonly in: string }[];
  readonly requestBody?: { readonly required: true; readonly content: object };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: object }>
  >;
}

/**
 * An operation with every status that its refusals have, each with the codes behind it. They are worked out of what the operation
 * takes, so that none is forgotten where a parameter or a body is added.
 * @param isTool its refusals are also those of tools
 */
export function withProblems(name: string, operation: Operation, isTool = false): Operation {
  const { parameters = [], requestBody, responses } = operation;
  const codes = new Set<ErrorCode>([
    ...always,
    ...(parameters.length > 0 ? (['INPUT_INVALID'] as const) : []),
    ...(parameters.some((each) => each.in === 'path') ? (['NOT_FOUND'] as const) : []),
    ...(requestBody ? ofJsonBodies : []),
    ...(requestBody && 'multipart/form-data' in requestBody.content ? ofReceivedFiles : []),
    ...(isTool ? ofTools : []),
    ...(particular[name] ?? []),
  ]);
  const byStatus = Map.groupBy([...codes].toSorted(), (code) => catalogue[code].status);
  const problems = [...byStatus].map(([status, list]) => {
    const own = responses[status];
    const description = [...(own ? [own.description] : []), list.join(', ')].join('; or ');
    return [status, { description, content: { ...own?.content, ...problemContent } }] as const;
  });
  return { ...operation, responses: { ...responses, ...Object.fromEntries(problems) } };
}

const problemSchema: ViewName = 'Problem';
const problemContent = {
  'application/problem+json': { schema: { $ref: `#/components/schemas/${problemSchema}` } },
};
