import { changeFiles } from './frames/change-files.ts';
import { checksums } from './frames/checksums.ts';
import { compareLists, joinTables } from './frames/compare-files.ts';
import { configFiles } from './frames/config-files.ts';
import { convert } from './frames/convert.ts';
import { countPerFile } from './frames/count-per-file.ts';
import { textFacts } from './frames/text-facts.ts';
import { verifyFiles } from './frames/verify-files.ts';
import { copiesBeside } from './files/copies-beside.ts';
import { compareTrees } from './files/compare-trees.ts';
import { duplicates } from './files/duplicates.ts';
import { listFiles } from './files/list-files.ts';
import { nameTemplates } from './files/name-templates.ts';
import { occurrences } from './lines/occurrences.ts';
import { folderTests } from './frames/folder-tests.ts';
import { keyLists } from './frames/key-lists.ts';
import { knownForms } from './frames/known-forms.ts';
import { lineContext } from './frames/line-context.ts';
import { plainText } from './frames/plain-text.ts';
import { lines } from './lines/lines.ts';
import { permissions } from './frames/permissions.ts';
import { renameFiles } from './frames/rename-files.ts';
import { questions, records } from './frames/records.ts';
import { searchFiles } from './frames/search-files.ts';
import { antiJoin } from './frames/anti-join.ts';
import { archives } from './frames/archives.ts';
import { jsonShape } from './frames/json-shape.ts';
import { logEvents } from './frames/log-events.ts';
import { partitions } from './frames/partitions.ts';
import { tableEdits } from './frames/table-edits.ts';
import { editText } from './frames/edit-text.ts';
import { docker } from './tools/containers.ts';
import { databases } from './tools/databases.ts';
import { git } from './tools/git.ts';
import { processes, schedule, transfers } from './tools/hosts.ts';
import { kafka } from './tools/kafka.ts';
import { kubernetes } from './tools/kubernetes.ts';
import { airflow, dbt, spark, yarn } from './tools/pipelines.ts';
import { hdfs, objectStore } from './tools/storage.ts';
import { assessRisk } from '../effects/assess-risk.ts';
import { kubernetesTasks } from './tools/kubernetes-tasks.ts';
import { dockerTasks } from './tools/docker-tasks.ts';
import { storageTasks } from './tools/storage-tasks.ts';
import { gitTasks } from './tools/git-tasks.ts';
import { databaseTasks } from './tools/database-tasks.ts';
import { hostTasks } from './tools/host-tasks.ts';
import { pipelineTasks } from './tools/pipeline-tasks.ts';
import { fillNamedOptions } from './tools/named-options.ts';
import type { Draft, Frame } from './frame.ts';
import { lexRequest, maxRequest } from './lex-request.ts';
import { toEnglish } from './languages.ts';
import { takeRiders } from './riders.ts';
import { Scan } from './scan.ts';
import { nothingSeen, type Surroundings } from './surroundings.ts';
import { forShell, readTarget } from './target-shell.ts';
import { verbFirst, withoutRestatements } from './word-order.ts';

/** What the recipes make of a request. */
export interface Generated {
  /** Null where no family of tasks fits. */
  readonly command: string | null;
  /** The shell that can run it. zsh and sh run what bash runs, where nothing else is said. */
  readonly shell: 'bash' | 'fish';
  /** Nothing of the request was left out, and nothing has to be filled in. */
  readonly complete: boolean;
  /** Words and names that the command does not honour. */
  readonly notUnderstood: readonly string[];
  readonly assumptions: readonly string[];
  readonly placeholders: readonly string[];
  /** What is asked back, where one answer would make it complete. */
  readonly question: string | null;
  readonly alternatives: readonly { readonly command: string; readonly when: string }[];
  /** Shows what would be changed, and changes nothing. */
  readonly lookFirst: string | null;
  /** Which family of tasks made it. */
  readonly family: string | null;
  /** The start of the file in question was looked at. */
  readonly sampled: boolean;
}

/** In the order in which ties are decided. */
const frames: readonly Frame[] = [
  kubernetes,
  hdfs,
  objectStore,
  yarn,
  spark,
  airflow,
  dbt,
  kafka,
  docker,
  git,
  databases,
  schedule,
  transfers,
  processes,
  kubernetesTasks,
  dockerTasks,
  storageTasks,
  gitTasks,
  databaseTasks,
  hostTasks,
  pipelineTasks,
  archives,
  checksums,
  folderTests,
  partitions,
  lineContext,
  countPerFile,
  logEvents,
  jsonShape,
  tableEdits,
  keyLists,
  antiJoin,
  compareLists,
  joinTables,
  compareTrees,
  duplicates,
  verifyFiles,
  convert,
  knownForms,
  textFacts,
  configFiles,
  editText,
  nameTemplates,
  copiesBeside,
  renameFiles,
  permissions,
  changeFiles,
  searchFiles,
  questions,
  records,
  listFiles,
  plainText,
  occurrences,
  lines,
];

/** Families that are the command line of one program each. */
const programs: ReadonlySet<string> = new Set(
  [kubernetes, hdfs, objectStore, yarn, spark, airflow, dbt, kafka, docker, git, databases].map(
    ({ name }) => name,
  ),
);

const nothing: Generated = {
  command: null,
  shell: 'bash',
  complete: false,
  notUnderstood: [],
  assumptions: [],
  placeholders: [],
  question: null,
  alternatives: [],
  lookFirst: null,
  family: null,
  sampled: false,
};

/** Makes a command of a request, without a model: the family of tasks that leaves the fewest words over. */
export function generateCommand(request: string, given: Surroundings = nothingSeen): Generated {
  const target = readTarget(request.slice(0, maxRequest), given);
  const seen = target.userland ? { ...given, userland: target.userland } : given;
  const made = generateInAnyLanguage(request.length > maxRequest ? request : target.request, seen);
  const notes = target.userland ? [`It is for the tools of ${target.said!}.`] : [];
  if (made.command === null) return { ...made, assumptions: [...notes, ...made.assumptions] };
  const { command, note, runs } = forShell(made.command, target);
  const of = (text: string): string => forShell(text, target).command;
  return {
    ...made,
    command,
    shell: target.shell === 'fish' && runs ? 'fish' : 'bash',
    complete: made.complete && runs,
    assumptions: [...(note === null ? [] : [note]), ...notes, ...made.assumptions],
    lookFirst: made.lookFirst === null ? null : of(made.lookFirst),
    alternatives: made.alternatives.map((each) => ({ ...each, command: of(each.command) })),
  };
}

function generateInAnyLanguage(request: string, seen: Surroundings): Generated {
  const english = toEnglish(request.slice(0, maxRequest));
  if (english === null) return generateFromEnglish(request, seen);
  const made = generateFromEnglish(english.text, seen);
  return {
    ...made,
    complete: false,
    assumptions: [
      `The request was read as ${english.language}, word by word, as: ${english.text.slice(0, 300)}`,
      ...made.assumptions,
    ],
  };
}

function generateFromEnglish(request: string, seen: Surroundings): Generated {
  const tagged = verbFirst(withoutRestatements(lexRequest(request, seen)));
  if (tagged.text.trim() === '') return { ...nothing, question: 'What should the command do?' };
  const asked = new Scan(tagged);
  takeRiders(asked);
  let best: { draft: Draft; family: string; cost: number; left: string[] } | null = null;
  for (const frame of frames) {
    const built = frame.build(asked.copy(), { request: tagged, seen });
    if (!built) continue;
    const draft = programs.has(frame.name) ? fillNamedOptions(built) : built;
    const left = draft.scan.leftover();
    const cost =
      left.reduce((sum, word) => sum + costOf(word), 0) +
      3 * draft.scan.placeholders.length +
      3 * draft.scan.gaps.length;
    if (!best || cost < best.cost) best = { draft, family: frame.name, cost, left };
  }
  const cut =
    request.length > maxRequest
      ? [`Only the first ${maxRequest} characters of the request were read.`]
      : [];
  const words = tagged.text.match(/<[A-Z]\d+>|[\p{L}][\p{L}\p{N}_'’-]*/gu)?.length ?? 1;
  if (!best || best.left.length > Math.max(3, words / 2))
    return { ...nothing, notUnderstood: best?.left ?? [], assumptions: cut };
  const { draft, left } = best;
  const { scan } = draft;
  const printed = withoutOwnTarget(draft.command);
  if (printed !== draft.command)
    scan.gaps.push('The result would overwrite a file that is read, so it is printed instead.');
  if (asked.readOnly && assessRisk(draft.command).level !== 'safe')
    scan.gaps.push('This changes something, although nothing may be changed.');
  // What changes things is not shown while a part of the request is not understood: that part may be a condition.
  const held =
    draft.lookFirst !== undefined &&
    (changing.has(best.family) ? left.length > 0 : left.some(mayBeCondition));
  // Without a form that only looks, nothing is shown of what would change things by half a request.
  const withheld =
    !held &&
    draft.lookFirst === undefined &&
    changing.has(best.family) &&
    left.length > 0 &&
    assessRisk(draft.command).level !== 'safe';
  return {
    command: withheld ? null : held ? draft.lookFirst! : printed,
    shell: 'bash',
    complete:
      left.length === 0 &&
      scan.placeholders.length === 0 &&
      scan.gaps.length === 0 &&
      cut.length === 0,
    notUnderstood: left,
    assumptions: [
      ...new Set([
        ...scan.assumptions,
        ...scan.gaps,
        ...cut,
        ...(held
          ? ['Not all of the request was understood, so this only shows what would be changed.']
          : []),
        ...(withheld
          ? [
              'Not all of the request was understood, and the command would change files: it is left out.',
            ]
          : []),
      ]),
    ],
    placeholders: scan.placeholders,
    question: scan.gaps[0] ?? null,
    alternatives: draft.alternatives ?? [],
    lookFirst: draft.lookFirst ?? null,
    family: best.family,
    sampled: draft.sampled ?? false,
  };
}

/** A result that is written over the file it is read from empties it first. */
function withoutOwnTarget(made: string): string {
  const target = / > (\S+)$/.exec(made);
  if (!target) return made;
  const rest = made.slice(0, target.index);
  return rest.split(/[\s<]+/).includes(target[1]!) ? rest : made;
}

/** Families that change files here: of those any word that is left over counts. */
const changing: ReadonlySet<string> = new Set(['change-files', 'edit-text', 'partitions']);

/** Left-over words that may say which things are meant: a command without them could touch too many. */
const mayBeCondition = (word: string): boolean =>
  costOf(word) > 1 ||
  /^(?:older|newer|larger|smaller|bigger|before|after|since|until|between|than|last|first|empty|more|less|least|most|where|whose|while|unless|but|other|another|hidden|failed|except|ago|yesterday|today)$/i.test(
    word,
  );

/** Words that say that something is not on this disk: a command for files here is no answer then. */
const elsewhere =
  /^(?:hdfs|pods?|namespace|kubernetes|kubectl|postgres(?:ql)?|mysql|docker|containers?|dags?|airflow|kafka|topics?|yarn|spark-sql|spark-submit|duckdb|bucket|glue|emr|dbt|systemd|ssh|commits?|branch(?:es)?)$/i;

/** A name or a negation that nothing took weighs more than a word. */
const costOf = (word: string): number =>
  elsewhere.test(word) ||
  /^(?:not|no|without|except|only|excluding|ignoring|never|exactly)$/i.test(word) ||
  /[\d/'"._=]/.test(word)
    ? 3
    : 1;
