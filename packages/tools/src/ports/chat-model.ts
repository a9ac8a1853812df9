/** A model that words things. Never asked for facts. */

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly maxTokens?: number;
  /** Let the model think before it answers; the thinking itself is never returned. Default false. */
  readonly thinking?: boolean;
  readonly signal?: AbortSignal;
  /** Told how many different values of each kind were replaced by placeholders before the model saw the messages, if any were. */
  readonly onRedacted?: (report: Readonly<Record<string, number>>) => void;
}

/** What a model can do; decides which request shape is used. */
export interface ModelProfile {
  readonly name: string;
  readonly thinking: 'none' | 'system' | 'slash' | 'template';
  readonly nativeTools: boolean;
  readonly jsonSchema: boolean;
  readonly contextTokens: number;
}

export interface ChatModel {
  readonly profile: ModelProfile;
  /**
   * Streams the answer text without any `<think>` part.
   * @throws MODEL_UNAVAILABLE, MODEL_RATE_LIMITED, MODEL_STALLED, MODEL_BAD_ANSWER, or the abort reason.
   */
  stream(request: ChatRequest): AsyncIterable<string>;
  /**
   * One answer that fits a JSON schema. Repairs once what can be repaired.
   * @returns the parsed value, not yet validated by the caller's own schema.
   * @throws as `stream`; MODEL_BAD_ANSWER when no JSON object could be read.
   */
  generateObject(
    request: ChatRequest & { schema: Record<string, unknown>; schemaName: string },
  ): Promise<unknown>;
  /** Whether the endpoint answers now. Never throws. */
  health(signal?: AbortSignal): Promise<{ ok: boolean; detail: string }>;
}
