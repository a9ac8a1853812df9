/**
 * The error catalogue: every error a user can meet, with a permanent code.
 * `docs/reference/errors.md` lists the same codes; a test compares the two.
 */

interface CatalogueEntry {
  /** HTTP status of the problem document. */
  readonly status: number;
  /** What happened, in one sentence; `{name}` is filled from the details. */
  readonly message: string;
  /** What the reader can do now. */
  readonly hint: string;
}

export const catalogue = {
  INPUT_INVALID: {
    status: 400,
    message: 'The request is not valid: {reason}.',
    hint: 'Correct the named field; the accepted form is in /openapi.json.',
  },
  JSON_MALFORMED: {
    status: 400,
    message: 'The request body is not valid JSON: {reason}.',
    hint: 'Send a JSON object with the header "content-type: application/json".',
  },
  CONTENT_TYPE_UNSUPPORTED: {
    status: 415,
    message: 'This route does not read the content type "{contentType}".',
    hint: 'Send {expected}.',
  },
  AIRFLOW_NOT_CONNECTED: {
    status: 409,
    message: 'No Airflow is connected.',
    hint: 'Set DATASHERPA_AIRFLOW_URL, or send files instead of the id of a DAG.',
  },
  AIRFLOW_UNREACHABLE: {
    status: 502,
    message: 'Airflow does not answer: {reason}.',
    hint: 'Check the address and that the API server (Airflow 3) or the webserver (Airflow 2) runs.',
  },
  AIRFLOW_REFUSED: {
    status: 502,
    message: 'Airflow answered {path} with {status}.',
    hint: 'After 401 or 403 check token, name and password, and that they may read; after 404 check the ids of DAG, run and task.',
  },
  PYTHON_TOO_COMPLEX: {
    status: 422,
    message: 'The Python file takes too long to parse or is nested too deeply.',
    hint: 'Generated files are better described by their generator: give that instead, or split the file.',
  },
  FILE_NOT_WRITABLE: {
    status: 500,
    message: '{name} cannot be written: {reason}.',
    hint: 'Name a folder that you may write to.',
  },
  TWO_RUNS_NEEDED: {
    status: 409,
    message: 'Two Spark runs are needed to compare; there are {runs}.',
    hint: 'Upload the event logs of both runs, or name them with "before" and "after".',
  },
  NO_SOURCES: {
    status: 409,
    message: 'There is no source code to read.',
    hint: 'Name or upload .py, .sql, .ipynb, .yml or .yaml files, or send the code as text.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: 'The request body is larger than {limit}.',
    hint: 'Upload large text as a file with POST /upload-logs and refer to the upload.',
  },
  ROUTE_UNKNOWN: {
    status: 404,
    message: 'There is no route {method} {path}.',
    hint: 'The routes are listed in /openapi.json and shown at /docs.{nearest}',
  },
  HOST_REFUSED: {
    status: 403,
    message: 'Requests under that host name are not answered.',
    hint: 'Use the loopback address that the server printed at its start, for example http://127.0.0.1:7171.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    message: 'Requests from pages of another site are not answered.',
    hint: 'Use the page that this server serves, or call the API from a program, which sends no Origin header.',
  },
  KEY_MISSING: {
    status: 401,
    message: 'This server asks for a key.',
    hint: 'Send it as "Authorization: Bearer ds_...", set DATASHERPA_KEY for the command line, or sign in on the page.',
  },
  KEY_REFUSED: {
    status: 401,
    message: 'The key is wrong, revoked or has ended.',
    hint: 'Ask an admin of the project for a new one: sherpa keys create.',
  },
  ROLE_TOO_LOW: {
    status: 403,
    message: 'A key of the role "{role}" may not do this; it takes "{required}".',
    hint: 'Use a key of that role.',
  },
  REQUESTS_LIMITED: {
    status: 429,
    message: 'There were too many requests; the next one is answered in {seconds} s.',
    hint: 'Wait that long; DATASHERPA_REQUESTS_PER_KEY sets the limit.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: '{path} does not answer {method}.',
    hint: 'Use {allowed}.',
  },
  UPGRADE_NEEDED: {
    status: 426,
    message: '{path} is spoken to over a WebSocket.',
    hint: 'Connect with ws:// instead of http://, or use "sherpa debug --follow FILE".',
  },
  LIVE_SESSION_GONE: {
    status: 404,
    message: 'The live session "{id}" cannot go on: {reason}.',
    hint: 'Begin a new one. What was acknowledged is kept as an upload.',
  },
  LIVE_SESSIONS_FULL: {
    status: 503,
    message: 'This server follows {limit} logs already.',
    hint: 'End one of them, or try again later.',
  },
  NOT_FOUND: {
    status: 404,
    message: 'There is no {kind} "{id}".',
    hint: 'It may have been deleted, or it belongs to another project. List what exists and try again.',
  },
  SPARK_NOT_FOUND: {
    status: 404,
    message: 'The Spark history has no answer: {reason}.',
    hint: 'GET /spark/api/v1/applications lists the event logs that were uploaded. What more than one attempt has is at /applications/ID/ATTEMPT/...',
  },
  SPARK_NOT_IN_LOG: {
    status: 503,
    message: 'An event log does not hold this: {reason}.',
    hint: 'Only the page of the running application, at port 4040 of its driver, can show it.',
  },
  NOT_AN_EVENT_LOG: {
    status: 422,
    message: 'There is no Spark event log among the {files} files.',
    hint: 'Send the file that spark.eventLog.dir has for the application, or its eventlog_v2_ folder; switch it on with spark.eventLog.enabled=true. A driver log is read by "sherpa debug".',
  },
  QUESTION_EMPTY: {
    status: 400,
    message: 'The question is empty.',
    hint: 'Say in a few words what you want to know, for example: why did the load fail?',
  },
  QUESTION_TOO_LONG: {
    status: 413,
    message: 'The question has {length} characters; at most {limit} are read.',
    hint: 'Put the log text in a file, upload it, and ask a short question about it.',
  },
  QUERY_INVALID: {
    status: 400,
    message: 'The search query cannot be read: {reason}.',
    hint: 'Use plain words, "an exact phrase", /a pattern/, level:error, source:driver, after:-2h, -without; docs/guides/search.md has them all.',
  },
  NO_LOGS: {
    status: 422,
    message: 'There is nothing to look at: no log was given.',
    hint: 'Upload files with POST /upload-logs, name files on the command line, or load the demo.',
  },
  UPLOAD_TOO_LARGE: {
    status: 413,
    message: 'The upload passed the limit of {limit}.',
    hint: 'Split the file, compress it, or raise DATASHERPA_MAX_UPLOAD_BYTES.',
  },
  UPLOAD_TOO_MANY_FILES: {
    status: 413,
    message: 'The upload has more than {limit} files.',
    hint: 'Send the files in several uploads, or raise DATASHERPA_MAX_FILES; files in archives count too.',
  },
  UPLOAD_NO_FILES: {
    status: 400,
    message: 'The upload holds no file.',
    hint: 'Send multipart/form-data with one or more parts named "files".',
  },
  UPLOAD_INTERRUPTED: {
    status: 400,
    message: 'The upload stopped before its end.',
    hint: 'Send it again; nothing of the broken upload was kept.',
  },
  UPLOAD_OFFSET_WRONG: {
    status: 409,
    message: 'The upload goes on at byte {offset}, not at byte {given}.',
    hint: 'Ask with HEAD how far it is, and send from there.',
  },
  UPLOAD_CHECKSUM_WRONG: {
    status: 460,
    message: 'What came is not what was sent: the checksum of {what} differs.',
    hint: 'Send it again from byte {offset}. If it happens again, look at the disk and the connection of the sender.',
  },
  UPLOAD_BUSY: {
    status: 423,
    message: 'Another request is sending to this upload at the moment.',
    hint: 'Ask with HEAD how far it is, which ends the other request, and send from there.',
  },
  UPLOAD_EXPIRED: {
    status: 410,
    message: 'The upload was given up: nothing came for a day.',
    hint: 'Begin a new one.',
  },
  TUS_VERSION: {
    status: 412,
    message: 'Resumable uploads are spoken in tus {version}.',
    hint: 'Send the header "Tus-Resumable: {version}".',
  },
  URL_NOT_ALLOWED: {
    status: 403,
    message: 'The address {url} is not read: {reason}.',
    hint: 'Download it and send the file. The operator allows hosts with DATASHERPA_URL_HOSTS or, in the own network, DATASHERPA_URL_PRIVATE_HOSTS, and places of object stores with DATASHERPA_S3_SOURCES.',
  },
  URL_NOT_READABLE: {
    status: 422,
    message: 'The address {url} cannot be read: {reason}.',
    hint: 'Open it with curl to see what its server says. A login cannot be sent along.',
  },
  NO_FILES_FOUND: {
    status: 422,
    message: 'No file to read was found in {paths}.',
    hint: 'Hidden files and links in folders are not looked at; name the file itself, or another folder.{skipped}',
  },
  FILE_NOT_READABLE: {
    status: 422,
    message: 'The file "{name}" cannot be read: {reason}.',
    hint: 'Check that it exists and that you may read it.',
  },
  FILE_EMPTY: {
    status: 422,
    message: 'The file "{name}" is empty.',
    hint: 'The job may not have written its log yet, or writes it elsewhere.',
  },
  FILE_BINARY: {
    status: 422,
    message: 'The file "{name}" is binary data, not a log.',
    hint: 'Send the text log; docs/guides/what-can-be-read.md lists what is unpacked for you.',
  },
  FILE_CANCELLED: {
    status: 409,
    message: 'Reading "{name}" was cancelled.',
    hint: 'Read it again on the uploads page or with POST /jobs/ID/retry, or send it again.',
  },
  FILE_ENCODING_ASSUMED: {
    status: 200,
    message: 'The text of "{name}" is not UTF-8: it was read as {encoding}, and stored as UTF-8.',
    hint: 'Line numbers and quotes are those of the file; byte offsets are those of the stored text. If letters look wrong, convert the file yourself.',
  },
  FILE_READING_STOPPED: {
    status: 500,
    message: 'Reading "{name}" was begun {tries} times and never came to its end.',
    hint: 'The process ended each time, perhaps for lack of memory. Send the file in parts, and report this.',
  },
  ARCHIVE_DAMAGED: {
    status: 422,
    message: 'The compressed file "{name}" is damaged: {reason}.',
    hint: 'Copy it again. What could be unpacked before the damage was read.',
  },
  ARCHIVE_BOMB: {
    status: 413,
    message: 'The compressed file "{name}" unpacks to more than {limit}.',
    hint: 'Unpack it yourself and send the part that matters, or raise DATASHERPA_MAX_UNPACKED_BYTES.',
  },
  ARCHIVE_EMPTY: {
    status: 422,
    message: 'The archive "{name}" holds no file.',
    hint: 'Folders alone and hidden files are not looked at. Check what was packed.',
  },
  ARCHIVE_ENCRYPTED: {
    status: 422,
    message: 'The file "{name}" is encrypted.',
    hint: 'Unpack it with its password and send the files in it.',
  },
  ARCHIVE_NOT_UNPACKED: {
    status: 422,
    message: 'The file "{name}" was not unpacked: {reason}.',
    hint: 'Unpack it yourself and send the files in it; docs/guides/what-can-be-read.md says what is unpacked for you.',
  },
  MODEL_UNAVAILABLE: {
    status: 503,
    message: 'The language model does not answer: {reason}.',
    hint: 'Answers go on without it. Check the model address and key with "sherpa health".',
  },
  MODEL_RATE_LIMITED: {
    status: 429,
    message: 'The model endpoint refused the request because of its rate limit.',
    hint: 'Wait {seconds} s, or raise the limit of the key.',
  },
  MODEL_STALLED: {
    status: 504,
    message: 'The language model sent nothing for {seconds} s.',
    hint: 'Answers go on without it. Check the load of the model endpoint.',
  },
  MODEL_BAD_ANSWER: {
    status: 502,
    message: 'The model endpoint sent an answer that cannot be read: {reason}.',
    hint: 'Check that the address points to an OpenAI-compatible endpoint.',
  },
  EMBEDDING_DIMENSION: {
    status: 502,
    message: 'The embedding model sent vectors with {actual} dimensions; {expected} were expected.',
    hint: 'Set the dimension that belongs to the model, and index again.',
  },
  THREAD_BUSY: {
    status: 409,
    message: 'The conversation is answering another message.',
    hint: 'Wait until that answer has ended, or cancel it.',
  },
  APPROVAL_NEEDED: {
    status: 409,
    message: '"{tool}" waits for approval.',
    hint: 'Approve or reject it under /approvals.',
  },
  APPROVAL_DECIDED: {
    status: 409,
    message: 'The approval "{id}" was {decision} before.',
    hint: 'Ask again for the same thing to get a new approval.',
  },
  TOOL_UNKNOWN: {
    status: 404,
    message: 'There is no tool "{tool}".',
    hint: 'GET /tools lists the tools.{nearest}',
  },
  TOOL_OUTPUT_INVALID: {
    status: 500,
    message: 'The tool "{tool}" gave a result that does not fit its own output schema.',
    hint: 'This is a fault of the plugin; report it to its author.',
  },
  TIMED_OUT: {
    status: 504,
    message: '{what} took longer than {seconds} s.',
    hint: 'Narrow the question, or raise the time limit.',
  },
  CANCELLED: {
    status: 499,
    message: '{what} was cancelled.',
    hint: 'Start it again when you want the answer.',
  },
  STOPPING: {
    status: 503,
    message: 'DataSherpa is stopping and takes no new work.',
    hint: 'Try again in a moment; another instance may answer.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    message: 'The store cannot be used: {reason}.',
    hint: 'Check that the data directory is writable and has free space, or that the server that is named runs and its address, user and password are right.',
  },
  STORE_OUTDATED: {
    status: 503,
    message: '{place} is not prepared for this version: {reason}.',
    hint: 'Make a backup and run "sherpa migrate" once with the same settings, then start again.',
  },
  COLLECTION_DIMENSION: {
    status: 503,
    message:
      '{place} holds vectors with {actual} dimensions; the embedding model is set to {expected}.',
    hint: 'Set DATASHERPA_EMBEDDER_DIMENSIONS to what the model has, or remove the collection and run "sherpa migrate": its logs are indexed anew when they are uploaded again.',
  },
  MOVE_REFUSED: {
    status: 409,
    message:
      'The place to copy to holds the upload "{upload}", which is not in the place to copy from.',
    hint: 'Copy to an empty place, or to one that an earlier try from the same place began.',
  },
  MOVE_DIFFERS: {
    status: 409,
    message:
      'The two places differ after copying: {what} ({source} in the first, {target} in the second, or with other content).',
    hint: 'Stop every server that writes to one of them and run the command again: it goes on where it was.',
  },
  STORE_TOO_NEW: {
    status: 503,
    message:
      '{place} was written by a newer version of DataSherpa ("{unknown}" is not known here).',
    hint: 'Start that version or a later one. An older version would damage what it does not know.',
  },
  CONFIG_INVALID: {
    status: 500,
    message: 'The setting {name} is not valid: {reason}.',
    hint: 'Correct it and start again; docs/reference/configuration.md lists all settings.',
  },
  SERVER_UNREACHABLE: {
    status: 503,
    message: 'No DataSherpa server answers at {url}.',
    hint: 'Start one with "sherpa serve", or leave --server out to work without one.',
  },
  INTERNAL: {
    status: 500,
    message: 'Something went wrong inside DataSherpa.',
    hint: 'The server log has the cause under request id {requestId}.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

type Details = Readonly<Record<string, string | number>>;

const fill = (text: string, details: Details): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));

/** An error of the catalogue. `message` is for people; `code` is what programs compare. */
export class SherpaError extends Error {
  override readonly name = 'SherpaError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly hint: string;
  readonly details: Details;
  /** The request field at fault, as a dotted path. */
  readonly field: string | undefined;

  constructor(
    code: ErrorCode,
    details: Details = {},
    options: { cause?: unknown; field?: string } = {},
  ) {
    const entry = catalogue[code];
    super(fill(entry.message, details), { cause: options.cause });
    this.code = code;
    this.status = entry.status;
    this.hint = fill(entry.hint, details);
    this.details = details;
    this.field = options.field;
  }

  /** Makes the error of a problem document again, with the words it had on the other side. */
  static fromProblem(problem: {
    readonly code: ErrorCode;
    readonly detail: string;
    readonly hint: string;
    readonly field?: string;
  }): SherpaError {
    const error = new SherpaError(
      problem.code in catalogue ? problem.code : 'INTERNAL',
      {},
      problem.field === undefined ? {} : { field: problem.field },
    );
    return Object.assign(error, { message: problem.detail, hint: problem.hint });
  }
}
