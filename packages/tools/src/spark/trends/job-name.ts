/** What of a name changes from run to run: dates, times, ids. What is left names the job. */
const changing = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
  /(?<!\d)\d{4}[-/._]?\d{2}[-/._]?\d{2}(?:[T _-]?\d{2}[:_-]?\d{2}(?:[:_-]?\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g,
  // Epoch seconds and the like.
  /\d{6,}/g,
  // Hashes: letters and digits mixed.
  /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi,
];

/** Longer than any key of a store takes. */
const most = 190;

/** The job that an application is a run of, by its name: `load_orders 2026-11-24` and `load_orders 2026-11-25` are runs of `load_orders *`. */
export function jobOfName(name: string): string {
  let job = name.trim();
  for (const pattern of changing) job = job.replaceAll(pattern, '*');
  return job.replaceAll(/\*(?:[-_:/. ]*\*)+/g, '*').slice(0, most) || '(no name)';
}
