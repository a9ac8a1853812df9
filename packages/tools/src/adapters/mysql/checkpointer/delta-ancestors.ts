/** An ancestor on the way, and what is read there. */
interface Step {
  /** 0 for the parent. */
  readonly depth: number;
  readonly id: string;
  /** Channels whose writes count here: no nearer ancestor has a value of them. */
  readonly wanted: ReadonlySet<string>;
  /** Their values that stand here. */
  readonly values: readonly (readonly [channel: string, version: string])[];
}

/**
 * Walks from the parent of a checkpoint to its ancestors, until each channel was met with a value.
 * @param request.from id of the checkpoint; '' for the first of `checkpoints`
 * @param request.stored channels and versions of which there is a value
 */
export function alongAncestors(request: {
  readonly from: string;
  readonly checkpoints: readonly {
    readonly id: string;
    readonly parent: string | null;
    readonly versions: string;
  }[];
  readonly stored: readonly { readonly channel: string; readonly version: string }[];
  readonly channels: readonly string[];
}): Step[] {
  const byId = new Map(request.checkpoints.map((checkpoint) => [checkpoint.id, checkpoint]));
  const stored = new Set(request.stored.map(({ channel, version }) => `${version} ${channel}`));
  const steps: Step[] = [];
  let wanted: ReadonlySet<string> = new Set(request.channels);
  let next = byId.get(request.from || (request.checkpoints[0]?.id ?? ''))?.parent;
  while (next && wanted.size > 0) {
    const checkpoint = byId.get(next);
    if (!checkpoint) break;
    const versions = JSON.parse(checkpoint.versions) as Record<string, string>;
    const values = Object.entries(versions).filter(
      ([channel, version]) => wanted.has(channel) && stored.has(`${version} ${channel}`),
    );
    steps.push({ depth: steps.length, id: next, wanted, values });
    const met = new Set(values.map(([channel]) => channel));
    wanted = new Set([...wanted].filter((channel) => !met.has(channel)));
    next = checkpoint.parent;
  }
  return steps;
}
