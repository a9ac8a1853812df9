import type { Endpoint } from './endpoint.ts';
import { toSherpaError } from './to-sherpa-error.ts';

export interface EndpointHealth {
  readonly ok: boolean;
  readonly detail: string;
}

/** Asks for the list of models, which hosted endpoints have where they have no health route. Never throws. */
export async function endpointHealth(
  endpoint: Endpoint,
  model: string,
  timeoutMs: number,
): Promise<EndpointHealth> {
  const late = AbortSignal.timeout(timeoutMs);
  const { host } = new URL(endpoint.url);
  try {
    const response = await endpoint.fetch(`${endpoint.url}/models`, {
      signal: late,
    });
    const { data } = (await response.json()) as { data?: unknown };
    const names = Array.isArray(data)
      ? data.map((each) => (each as { id?: unknown } | null)?.id)
      : [];
    return names.length > 0 && !names.includes(model)
      ? { ok: false, detail: `${host} answers, but does not list ${model}` }
      : { ok: true, detail: `${model} at ${host}` };
  } catch (error) {
    const detail = late.aborted
      ? `it did not answer within ${timeoutMs / 1000} s`
      : toSherpaError(error).message;
    return { ok: false, detail: `${model} at ${host}: ${detail}` };
  }
}
