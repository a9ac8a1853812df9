import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Traces } from './traces.ts';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
};
/** A receiver that does not answer must not hold up the end of the process. */
const timeoutMs = 3000;

/**
 * Traces to an OTLP receiver over HTTP. This file is loaded only where one is configured, because the libraries take a sixth of a second.
 * Nothing is registered for the whole process: libraries that would trace by themselves, with prompts, find no tracer.
 */
export function openTraces({ url, key }: { readonly url: string; readonly key?: string }): Traces {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'datasherpa', 'service.version': '0.1.0' }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: `${url.replace(/\/+$/, '')}/v1/traces`,
          headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
          timeoutMillis: timeoutMs,
        }),
        exportTimeoutMillis: timeoutMs,
      }),
    ],
  });
  const tracer = provider.getTracer('datasherpa');
  const current = new AsyncLocalStorage<Context>();
  return {
    begin(kind, parent) {
      const outer = current.getStore() ?? contextOf(parent);
      const span = tracer.startSpan(kind, { kind: kinds[kind] }, outer);
      const context = trace.setSpan(outer, span);
      return {
        traceId: span.spanContext().traceId,
        inside: (work) => current.run(context, work),
        end(name, facts, failed) {
          span.updateName(name);
          for (const [fact, value] of Object.entries(facts))
            if (value !== null) span.setAttribute(fact, value);
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    stop: () => provider.shutdown().catch(() => {}),
  };
}

/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header */
function contextOf(parent: string | undefined): Context {
  const [, traceId, spanId, flags] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(parent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId))
    return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags!, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
