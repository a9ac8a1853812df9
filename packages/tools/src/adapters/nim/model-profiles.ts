import type { ModelProfile } from '../../ports/chat-model.ts';

type Abilities = Omit<ModelProfile, 'name'>;

/**
 * What NVIDIA documents of its models (NIM "Use Reasoning Models", the model cards, langchain-nvidia's model list), first match
 * counts. The thinking switch is: `system`, the system message is exactly `detailed thinking on` or `off`; `slash`, `/think` or
 * `/no_think` in the system message; `template`, `chat_template_kwargs.enable_thinking`.
 */
const known: readonly (readonly [RegExp, Abilities])[] = [
  [
    /llama-3\.1-nemotron-nano-(?:8b|4b)/,
    // Trained for tools, but not listed as able to call them: unproven counts as no.
    { thinking: 'system', nativeTools: false, jsonSchema: false, contextTokens: 131_072 },
  ],
  [
    /nemotron-nano-(?:9b|12b)-v2/,
    { thinking: 'slash', nativeTools: true, jsonSchema: true, contextTokens: 131_072 },
  ],
  [
    /nemotron-3-/,
    { thinking: 'template', nativeTools: true, jsonSchema: true, contextTokens: 262_144 },
  ],
  [
    /llama-3\.3-nemotron-super-49b-v1\.5/,
    { thinking: 'slash', nativeTools: true, jsonSchema: true, contextTokens: 131_072 },
  ],
  [
    /llama-3\.[13]-nemotron-(?:super|ultra)/,
    { thinking: 'system', nativeTools: true, jsonSchema: true, contextTokens: 131_072 },
  ],
];

/** Nothing is asked of an unknown model that a plain one could not do. */
const unknown: Abilities = {
  thinking: 'none',
  nativeTools: false,
  jsonSchema: false,
  contextTokens: 8192,
};

/** @param name as the endpoint calls the model, with or without its publisher. */
export function profileOf(name: string): ModelProfile {
  const wanted = name.toLowerCase();
  return { name, ...(known.find(([pattern]) => pattern.test(wanted))?.[1] ?? unknown) };
}
