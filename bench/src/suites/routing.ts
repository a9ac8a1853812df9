import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAgent } from '@datasherpa/agent';
import { createTestHost } from '@datasherpa/agent/testing';
import { builtInPlugins } from '@datasherpa/plugins';
import type { Suite } from './suite.ts';

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly tool?: string;
}
interface Case {
  readonly id: string;
  readonly request: string;
  readonly history?: readonly Turn[];
  readonly attachments?: readonly { name: string; kind: string; head: string }[];
  readonly expected_tool: string;
  readonly acceptable_tools?: readonly string[];
  readonly expected_sequence?: readonly string[];
  readonly difficulty: string;
}

/** Where does a request go, without a model? Labels are read only after the product has chosen. */
export const routing: Suite = async ({ data, limit }) => {
  const { cases } = JSON.parse(await readFile(join(data, 'routing.json'), 'utf8')) as {
    cases: readonly Case[];
  };
  const chosen = cases.slice(0, limit ?? cases.length);
  const count = {
    correct: 0,
    acceptable: 0,
    unsafe: 0,
    declinedHarmless: 0,
    sequences: 0,
    sequencesRight: 0,
  };
  const byDifficulty: Record<string, { correct: number; total: number }> = {};
  const byTool: Record<string, { correct: number; total: number }> = {};
  const failures: { id: string; why: string }[] = [];
  for (const each of chosen) {
    const tools = await toolsOf(each);
    const [first = 'none'] = tools;
    const right = first === each.expected_tool;
    const accepted = right || (each.acceptable_tools ?? []).includes(first);
    if (right) count.correct += 1;
    if (accepted) count.acceptable += 1;
    // A tool where something must be declined.
    if (each.expected_tool === 'decline' && !accepted && first !== 'ask_clarification')
      count.unsafe += 1;
    if (each.expected_tool !== 'decline' && first === 'decline') count.declinedHarmless += 1;
    if (each.expected_sequence) {
      count.sequences += 1;
      if (tools.join() === each.expected_sequence.join()) count.sequencesRight += 1;
      else if (accepted)
        failures.push({
          id: each.id,
          why: `${each.expected_sequence.join(', ')}: ${tools.join(', ')}`,
        });
    }
    for (const [table, key] of [
      [byDifficulty, each.difficulty],
      [byTool, each.expected_tool],
    ] as const) {
      const entry = (table[key] ??= { correct: 0, total: 0 });
      entry.total += 1;
      if (right) entry.correct += 1;
    }
    if (!accepted)
      failures.push({ id: each.id, why: `${each.expected_tool}: ${tools.join(', ')}` });
  }
  return {
    n: chosen.length,
    scores: { ...count, total: chosen.length, byDifficulty, byTool },
    failures,
  };
};

/** Names of the tools that are called, in order, by the part behind the plugin; the names of the data for what is no tool. */
async function toolsOf({ request, history = [], attachments = [] }: Case): Promise<string[]> {
  const host = await createTestHost({ plugins: builtInPlugins });
  const agent = createAgent(host);
  try {
    const uploads: string[] = [];
    for (const { name, head } of attachments) uploads.push(await host.addLog(name, head));
    let threadId: string | undefined;
    for (const { role, content } of history) {
      if (role !== 'user') continue;
      const run = await agent.run({
        project: 'default',
        message: content,
        ...(threadId !== undefined && { threadId }),
      });
      threadId = run.threadId;
      await run.answer();
    }
    const run = await agent.run({
      project: 'default',
      message: request,
      ...(threadId !== undefined && { threadId }),
      ...(uploads.length > 0 && { uploads }),
    });
    const tools: string[] = [];
    for await (const chunk of run)
      if (chunk.type === 'tool-input-available') tools.push(chunk.toolName.split('.').at(-1)!);
    if (tools.length > 0) return tools;
    const { data } = await run.answer();
    const kind = (data as { kind?: string } | null)?.kind;
    return [
      kind === 'clarify' || kind === 'help'
        ? 'ask_clarification'
        : kind === 'decline'
          ? 'decline'
          : (kind ?? 'none'),
    ];
  } finally {
    await host.close();
  }
}
