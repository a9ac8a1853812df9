import type { FileFacts } from '../facts.ts';
import { modulesOf } from '../modules/files-behind.ts';
import { createModuleFinder } from '../modules/find-module.ts';
import { code, type Finding } from '../lint/finding.ts';

interface MigrationFile {
  readonly file: string;
  /** Place in the order of work, from 1. */
  readonly order: number;
  /** `automatic`: ruff's fixes are enough. `small`: under an hour. `large`: code has to be thought over. */
  readonly effort: 'none' | 'automatic' | 'small' | 'large';
  /** Sum of the points of its findings; see `pointsOf`. */
  readonly points: number;
  readonly automatic: number;
  readonly byHand: number;
  /** Findings that keep the file from working in Airflow 3. */
  readonly blocking: number;
  readonly dags: readonly string[];
  /** Other files of the folder that import this one: they wait for it. */
  readonly usedBy: readonly string[];
  readonly findings: readonly Finding[];
}

export interface MigrationPlan {
  readonly files: readonly MigrationFile[];
  /** Provider packages that moved classes come from now. */
  readonly providers: readonly string[];
  readonly totals: {
    readonly files: number;
    readonly ready: number;
    readonly automatic: number;
    readonly byHand: number;
    readonly blocking: number;
    readonly points: number;
  };
}

/** Work by hand, in rough quarters of an hour; what ruff fixes by itself costs nothing. */
const points: Readonly<Record<string, number>> = {
  'metadata-database': 16,
  'removed-template-name': 1,
  'catchup-not-set': 1,
  AIR301: 2,
  AIR302: 1,
  AIR303: 4,
};
const subDag = /SubDag/;
const blockingRules = new Set([
  'AIR301',
  'AIR302',
  'AIR303',
  'metadata-database',
  'removed-template-name',
]);

const pointsOf = ({ rule, message, fix }: Finding): number =>
  subDag.test(message) ? 32 : fix ? 0 : (points[rule] ?? 0);

/**
 * The way from Airflow 2 to 3 of a folder: what to change in which file, how much work that is, and in which order: files that others
 * import come first, those before them that they import themselves; then what fixes itself, then small work, then large, and last what
 * needs no change.
 */
export function planMigration(
  read: readonly { readonly facts: FileFacts; readonly findings: readonly Finding[] }[],
): MigrationPlan {
  const usedBy = usersOf(read.map(({ facts }) => facts));
  const behind = new Map(read.map(({ facts }) => [facts.file, facts.importedFiles.length]));
  const files = read.map(({ facts, findings }) => {
    const own = findings.filter(({ migration }) => migration);
    const byHand = own.filter((each) => pointsOf(each) > 0);
    const sum = own.reduce((total, each) => total + pointsOf(each), 0);
    const effort =
      own.length === 0
        ? ('none' as const)
        : sum === 0
          ? ('automatic' as const)
          : sum <= 4
            ? ('small' as const)
            : ('large' as const);
    return {
      file: facts.file,
      effort,
      points: sum,
      automatic: own.filter(({ fix }) => fix !== null).length,
      byHand: byHand.length,
      blocking: own.filter(({ rule }) => blockingRules.has(rule)).length,
      dags: facts.dags.flatMap(({ dagId }) => (typeof dagId === 'string' ? [dagId] : [])),
      usedBy: usedBy.get(facts.file) ?? [],
      findings: own,
    };
  });
  const ordered = files
    .toSorted(
      (a, b) =>
        Number(a.effort === 'none') - Number(b.effort === 'none') ||
        Number(b.usedBy.length > 0) - Number(a.usedBy.length > 0) ||
        // A file imports less than those that import it.
        (a.usedBy.length > 0 ? behind.get(a.file)! - behind.get(b.file)! : 0) ||
        a.points - b.points ||
        a.file.localeCompare(b.file),
    )
    .map((file, at) => ({ ...file, order: at + 1 }));
  const sum = (pick: (file: MigrationFile) => number): number =>
    ordered.reduce((total, file) => total + pick(file), 0);
  return {
    files: ordered,
    providers: providersIn(read.flatMap(({ findings }) => findings)),
    totals: {
      files: ordered.length,
      ready: ordered.filter(({ effort }) => effort === 'none').length,
      automatic: sum((file) => file.automatic),
      byHand: sum((file) => file.byHand),
      blocking: sum((file) => file.blocking),
      points: sum((file) => file.points),
    },
  };
}

/** Files that import a file, directly, through others, or in a function that runs later. */
function usersOf(all: readonly FileFacts[]): ReadonlyMap<string, readonly string[]> {
  const finder = createModuleFinder(all.map(({ file }) => file));
  const users = new Map<string, Set<string>>();
  for (const { file, imports, importedFiles } of all) {
    const used = new Set(importedFiles);
    for (const name of imports)
      for (const module of modulesOf(name, file, finder)) used.add(module.file);
    used.delete(file);
    for (const each of used) users.set(each, (users.get(each) ?? new Set()).add(file));
  }
  return new Map([...users].map(([file, set]) => [file, [...set].toSorted()]));
}

/** Ruff names the provider in the sentences of AIR302 and AIR312. */
function providersIn(findings: readonly Finding[]): string[] {
  const found = new Set<string>();
  for (const { rule, message } of findings)
    if (rule === 'AIR302' || rule === 'AIR312') {
      const name = /`([\w-]+)` provider/.exec(message)?.[1];
      if (name) found.add(`apache-airflow-providers-${name.replaceAll('.', '-')}`);
    }
  return [...found].toSorted();
}

/** Hours by hand, from the points of a plan. */
const hoursOf = (total: number): number => Math.round((total / 4) * 10) / 10;

const countOf = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

/** The plan for people, as Markdown. */
export function migrationReport(plan: MigrationPlan): string {
  const { totals } = plan;
  const lines = [
    '# Airflow 2 to 3',
    '',
    `${countOf(totals.files, 'file')}, ${totals.ready} of them ready. ${totals.blocking} ${totals.blocking === 1 ? 'finding keeps' : 'findings keep'} the rest from working in Airflow 3. ${totals.automatic} can be fixed by ruff, ${totals.byHand} by hand, roughly ${countOf(hoursOf(totals.points), 'hour')}.`,
    '',
  ];
  if (plan.providers.length > 0)
    lines.push(`Install first: ${plan.providers.map(code).join(', ')}.`, '');
  lines.push(
    '| order | file | effort | blocking | by ruff | by hand | used by |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const file of plan.files)
    if (file.effort !== 'none')
      lines.push(
        `| ${file.order} | ${code(file.file)} | ${file.effort} | ${file.blocking} | ${file.automatic} | ${file.byHand} | ${file.usedBy.length} |`,
      );
  for (const file of plan.files) {
    if (file.findings.length === 0) continue;
    lines.push('', `## ${code(file.file)}`, '');
    for (const { line, rule, message, hint, fix } of file.findings)
      lines.push(`- line ${line}, ${rule}${fix ? ', ruff fixes it' : ''}: ${message} ${hint}`);
  }
  return `${lines.join('\n')}\n`;
}
