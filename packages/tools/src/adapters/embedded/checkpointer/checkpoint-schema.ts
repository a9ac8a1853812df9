/**
 * `checkpoint.versions` repeats the channel versions of the checkpoint as JSON text, so that SQL can join the values.
 * A value is stored once for each version of its channel, however many checkpoints show it.
 */
export const checkpointSchema = `
CREATE TABLE IF NOT EXISTS checkpoint (
  thread TEXT NOT NULL, namespace TEXT NOT NULL, id TEXT NOT NULL, parent TEXT, versions TEXT NOT NULL,
  type TEXT NOT NULL, body BLOB NOT NULL, metadata_type TEXT NOT NULL, metadata BLOB NOT NULL,
  PRIMARY KEY (thread, namespace, id)
);
CREATE INDEX IF NOT EXISTS checkpoint_id ON checkpoint (id);
CREATE TABLE IF NOT EXISTS channel_value (
  thread TEXT NOT NULL, namespace TEXT NOT NULL, channel TEXT NOT NULL, version TEXT NOT NULL,
  type TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (thread, namespace, channel, version)
);
CREATE TABLE IF NOT EXISTS pending_write (
  thread TEXT NOT NULL, namespace TEXT NOT NULL, checkpoint TEXT NOT NULL, task TEXT NOT NULL, idx INTEGER NOT NULL,
  path TEXT NOT NULL, channel TEXT NOT NULL, type TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (thread, namespace, checkpoint, task, idx)
);`;

/**
 * The values that one checkpoint shows. Parameters: thread, namespace, versions. CROSS JOIN keeps SQLite from reading all values
 * of the thread first.
 */
export const channelValuesSql = `
SELECT c.channel, c.type, c.value FROM json_each(?3) v
CROSS JOIN channel_value c ON c.thread = ?1 AND c.namespace = ?2 AND c.channel = v.key AND c.version = v.value`;

/**
 * Writes and seeds of channels along the ancestors of a checkpoint, in one query. `wanted` are the channels that no nearer
 * ancestor has a value of: it shrinks on the way, and the walk ends where it is empty.
 * Parameters: thread, namespace, checkpoint id, channels as a JSON array. A seed has no task.
 */
export const deltaHistorySql = `
WITH RECURSIVE ancestor (id, parent, versions, wanted, depth) AS MATERIALIZED (
  SELECT p.id, p.parent, p.versions, ?4, 0 FROM checkpoint t
  JOIN checkpoint p ON p.thread = t.thread AND p.namespace = t.namespace AND p.id = t.parent
  WHERE t.thread = ?1 AND t.namespace = ?2 AND t.id = ?3
  UNION ALL
  SELECT p.id, p.parent, p.versions, (
    SELECT json_group_array(w.value) FROM json_each(a.wanted) w WHERE NOT EXISTS (
      SELECT 1 FROM json_each(a.versions) v
      JOIN channel_value c ON c.thread = ?1 AND c.namespace = ?2 AND c.channel = v.key AND c.version = v.value
      WHERE v.key = w.value
    )
  ), a.depth + 1
  FROM ancestor a JOIN checkpoint p ON p.thread = ?1 AND p.namespace = ?2 AND p.id = a.parent
  WHERE a.wanted <> '[]'
)
SELECT a.depth, c.channel, NULL AS task, NULL AS idx, NULL AS path, c.type, c.value
FROM ancestor a JOIN json_each(a.wanted) w JOIN json_each(a.versions) v ON v.key = w.value
JOIN channel_value c ON c.thread = ?1 AND c.namespace = ?2 AND c.channel = v.key AND c.version = v.value
UNION ALL
SELECT a.depth, x.channel, x.task, x.idx, x.path, x.type, x.value
FROM ancestor a JOIN pending_write x ON x.thread = ?1 AND x.namespace = ?2 AND x.checkpoint = a.id
WHERE x.channel IN (SELECT value FROM json_each(a.wanted))`;

const newest = `(SELECT max(n.id) FROM checkpoint n WHERE n.thread = ?1 AND n.namespace = t.namespace)`;

/** What only newest checkpoints of a thread have, in the order in which it can be deleted. Parameter: thread. */
export const keepNewestSql: readonly string[] = [
  `DELETE FROM checkpoint AS t WHERE t.thread = ?1 AND t.id <> ${newest}`,
  `DELETE FROM pending_write AS t WHERE t.thread = ?1 AND t.checkpoint <> ${newest}`,
  `DELETE FROM channel_value AS t WHERE t.thread = ?1 AND NOT EXISTS (
     SELECT 1 FROM checkpoint c, json_each(c.versions) v
     WHERE c.thread = ?1 AND c.namespace = t.namespace AND v.key = t.channel AND v.value = t.version)`,
];
