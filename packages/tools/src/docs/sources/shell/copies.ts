import type { Argument, SeenCommand } from '../../../shell/index.ts';

export interface Copied {
  readonly kind: 'reads' | 'writes';
  readonly argument: Argument;
}

/** Commands that copy from all their paths but the last to the last one, by the words after the program. */
const copiers: readonly (readonly [program: RegExp, words: RegExp])[] = [
  [/^aws$/, /^s3 (?:cp|mv|sync) /],
  [/^gsutil$/, /^(?:-\w+ )*(?:cp|mv|rsync) /],
  [/^gcloud$/, /^storage (?:cp|mv|rsync) /],
  [/^(?:hdfs|hadoop)$/, /^(?:dfs|fs) -(?:put|get|cp|mv|copyFromLocal|copyToLocal|moveFromLocal) /],
  [/^hadoop$/, /^distcp /],
  [/^azcopy$/, /^(?:copy|sync) /],
  [/^rclone$/, /^(?:copy|copyto|sync|move) /],
  [/^(?:scp|rsync)$/, /^/],
];

/** What a command of a storage copies from where to where. Standard input and output are no dataset. */
export function copiesOf({ name, words }: SeenCommand): Copied[] {
  const texts = words.map(({ text }) => text);
  const line = `${texts.join(' ')} `;
  const copier = copiers.find(([program, start]) => program.test(name) && start.test(line));
  if (!copier) return [];
  const start = (copier[1].exec(line)?.[0] ?? '').trim().split(' ').filter(Boolean).length;
  // An option's value is told from a path by its look: a path has a slash, a dot, a colon or a variable.
  const paths = words
    .slice(start)
    .filter(({ text }) => !text.startsWith('-') && /[/:.$\ue000-\uf8ff]/.test(text));
  const target = paths.at(-1);
  if (paths.length < 2 || !target) return [];
  return [
    ...paths.slice(0, -1).map((argument) => ({ kind: 'reads' as const, argument })),
    { kind: 'writes', argument: target },
  ].filter(({ argument }) => argument.text !== '-') as Copied[];
}
