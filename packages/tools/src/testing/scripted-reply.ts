/** One thing that a scripted model server does with one request. */
export type ScriptedReply =
  | ScriptedAnswer
  | ScriptedRefusal
  | ScriptedRaw
  | ScriptedVectors
  /** Accepts the request and never answers, not even with headers. */
  | { readonly silent: true };

export interface ScriptedAnswer {
  /** The text, whole or in the parts that are streamed. */
  readonly answer: string | readonly string[];
  /** Thinking that the server parsed out: sent as `reasoning_content` before the answer. */
  readonly reasoning?: readonly string[];
  /** Sent in two pieces each when streamed; `arguments` is text, so it may be malformed. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  /** Default `stop`, or `tool_calls` where there are any; null leaves it out. */
  readonly finish?: 'stop' | 'length' | 'tool_calls' | null;
  /** After the last part of a stream: `end` it, `stall` with the connection open, or `cut` the connection. Default `end`. */
  readonly ending?: 'end' | 'stall' | 'cut';
  /** Milliseconds between two parts of a stream. Default 0. */
  readonly everyMs?: number;
}

export interface ScriptedRefusal {
  /** 3xx, 4xx or 5xx. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A response that need not be what was asked for: malformed JSON, malformed events, another content type. */
export interface ScriptedRaw {
  readonly raw: string;
  readonly contentType?: string;
}

/** Vectors instead of those that the server makes up. */
export interface ScriptedVectors {
  readonly vectors: readonly (readonly number[])[];
}
