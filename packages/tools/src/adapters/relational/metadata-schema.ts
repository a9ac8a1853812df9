/** Tables of the metadata store. Text ids, times in epoch milliseconds, JSON as text: what SQLite, MySQL 8 and MariaDB agree on. */
export interface MetadataSchema {
  upload: {
    id: string;
    project: string;
    status: string;
    created_at: number;
    error_code: string | null;
    error_message: string | null;
    receiver: string | null;
  };
  file: {
    id: string;
    upload_id: string;
    project: string;
    name: string;
    status: string;
    sha256: string;
    bytes: number;
    received_bytes: number;
    error_code: string | null;
    error_message: string | null;
    created_at: number;
  };
  content: { project: string; sha256: string; digest: string };
  /** `holder` is an upload, or the hash of a content of `project`. */
  blob_hold: { sha256: string; kind: 'upload' | 'content'; project: string; holder: string };
  /** What is known of a failure apart from where it was seen; the texts of a failure that no upload has are ''. */
  failure: {
    project: string;
    fingerprint: string;
    cause: string;
    title: string;
    template: string;
    component: string;
    note: string | null;
    note_at: number | null;
    /** The last time it had happened when the note was written. */
    note_covers: number | null;
  };
  failure_sighting: {
    project: string;
    fingerprint: string;
    upload_id: string;
    occurrence: string;
    happened_at: number;
    seen_at: number;
  };
  thread: {
    id: string;
    project: string;
    title: string;
    created_at: number;
    updated_at: number;
  };
  thread_lease: { thread_id: string; owner: string; until: number };
  run: {
    id: string;
    thread_id: string;
    project: string;
    status: string;
    created_at: number;
    ended_at: number | null;
  };
  run_event: { run_id: string; sequence: number; chunk: string };
  approval: {
    id: string;
    run_id: string;
    thread_id: string;
    project: string;
    tool: string;
    input: string;
    risk: string;
    status: string;
    created_at: number;
    decided_at: number | null;
  };
  spark_run: {
    project: string;
    job: string;
    application_id: string;
    attempt_id: string;
    upload_id: string;
    log: string;
    started_at: number;
    measures: string;
  };
  project: { id: string; created_at: number };
  user: {
    id: string;
    project: string;
    name: string;
    role: 'viewer' | 'editor' | 'admin';
    created_at: number;
    disabled_at: number | null;
  };
  /** `value` is JSON. */
  project_setting: {
    project: string;
    name: string;
    value: string;
    changed_at: number;
    changed_by: string;
  };
  pipeline: { id: string; project: string; kind: 'airflow' | 'spark' | 'dbt'; name: string };
  /** What an upload tells of a try of a part of a run; `at` is when it was last heard of. */
  pipeline_run: {
    pipeline_id: string;
    run: string;
    part: string;
    attempt: string;
    upload_id: string;
    started_at: number | null;
    ended_at: number | null;
    status: 'success' | 'failed' | null;
    at: number;
  };
  access_key: {
    id: string;
    project: string;
    kind: 'key' | 'session';
    name: string;
    role: 'viewer' | 'editor' | 'admin';
    hash: string;
    created_at: number;
    expires_at: number | null;
    revoked_at: number | null;
    parent: string | null;
    user_id: string | null;
  };
  audit: {
    id: string;
    project: string;
    at: number;
    actor: string;
    action: string;
    target: string;
    status: number;
    request_id: string;
    user_name: string | null;
  };
}
