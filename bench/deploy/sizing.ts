interface Results {
  readonly figures: readonly { readonly what: string; readonly value: number }[];
}

/** A day's logs come in working hours; processors of workers are planned to be busy for so much of that time. */
const hoursOfArrival = 8;
const busy = 0.6;
/** Of one worker pod, as in deploy/k8s/base/worker.yaml. */
const coresOfWorker = 2;

/**
 * How many workers a day's volume needs, from the measured processor time of reading a log until it can be searched.
 * @returns rows of the table in deploy/README.md
 */
export function sizingRows({ figures }: Results): string[] {
  const read = figures.findIndex(({ what }) => what.startsWith('searchable, 1.0 GB'));
  const processor = figures[read + 1];
  if (read < 0 || processor?.what !== 'its processor time')
    throw new Error('the results have no processor time of reading 1 GB');
  const secondsOfGigabyte = processor.value;
  return [10, 100, 1000, 10_000].map((gigabytes) => {
    const cores = (gigabytes * secondsOfGigabyte) / (hoursOfArrival * 3600 * busy);
    const workers = Math.max(1, Math.ceil(cores / coresOfWorker));
    const volume = gigabytes >= 1000 ? `${gigabytes / 1000} TB` : `${gigabytes} GB`;
    return `| ${volume} | ${cores.toFixed(2)} | ${workers} |`;
  });
}
