/** Bytes of the start of a file that are enough to tell. */
export const eventLogHeadBytes = 512;

const firstLine =
  /^\uFEFF?\s*\{\s*"Event"\s*:\s*"(?:[\w.]+\.)?(?:SparkListener\w+|DBCEventLogging\w+|StreamingQueryListener\$\w+)"/;

/** Whether a file that begins like this is an event log of Spark, or a later file of a rolled one. */
export const isEventLog = (head: Uint8Array): boolean =>
  firstLine.test(new TextDecoder().decode(head.subarray(0, eventLogHeadBytes)));
