import type { PipelineFacts } from './facts/fact.ts';

export interface Coverage {
  readonly pipelines: number;
  readonly withPurpose: number;
  readonly tasks: number;
  readonly tasksWithWords: number;
  /** 0..1: pipelines and tasks whose code says what they are for; 1 where there are none. */
  readonly share: number;
}

/** How much of the pipelines is described by words of their authors. */
export function coverageOf(pipelines: readonly PipelineFacts[]): Coverage {
  let withPurpose = 0;
  let tasks = 0;
  let tasksWithWords = 0;
  for (const { facts } of pipelines) {
    const says = facts.filter(({ kind }) => kind === 'says');
    const described = new Set(says.map(({ subject }) => subject));
    if (described.has(null)) withPurpose += 1;
    for (const { kind, value } of facts) {
      if (kind !== 'task') continue;
      tasks += 1;
      if (described.has(value)) tasksWithWords += 1;
    }
  }
  const all = pipelines.length + tasks;
  return {
    pipelines: pipelines.length,
    withPurpose,
    tasks,
    tasksWithWords,
    share: all === 0 ? 1 : Math.round(((withPurpose + tasksWithWords) / all) * 1000) / 1000,
  };
}
