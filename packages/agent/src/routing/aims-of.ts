import { aimWords } from './aim-words.ts';
import type { Aim, Subject } from '../plugin/aim.ts';

/** A file that came along, by its kind, and what answered before. */
export interface Surroundings {
  readonly attachmentKinds: readonly string[];
  /** Aims of the tool that answered last in this conversation. */
  readonly lastAims: readonly Aim[];
}

/**
 * How strongly a request asks for each aim: 0 not at all, 2 it may, 4 and more clearly. Words that ask in the languages of
 * `aimWords`, then what decides where several of them stand in one request.
 */
export function aimsOf(
  text: string,
  subjects: ReadonlySet<Subject>,
  { attachmentKinds, lastAims }: Surroundings,
): Readonly<Record<Aim, number>> {
  const plain = withoutAccents(text);
  const strength = (aim: Aim): number =>
    aimWords[aim].reduce(
      (most, [weight, pattern]) => (weight > most && pattern.test(plain) ? weight : most),
      0,
    );
  const aims: Record<Aim, number> = {
    command: strength('command'),
    meaning: strength('meaning'),
    lines: strength('lines'),
    cause: strength('cause'),
    settings: strength('settings'),
    difference: strength('difference'),
    page: strength('page'),
    review: strength('review'),
  };
  if (
    placeInCode.test(plain) &&
    (['cause', 'review', 'page'] as const).some((aim) => lastAims.includes(aim))
  )
    aims.lines = Math.min(aims.lines, 2);
  const about = (...wanted: readonly Subject[]): boolean =>
    wanted.some((each) => subjects.has(each));
  const came = (...kinds: readonly string[]): boolean =>
    kinds.some((kind) => attachmentKinds.includes(kind));

  // A command to be explained has to be there, or be what was just talked about.
  if (!about('command_line')) {
    const talkedOfCommands = lastAims.includes('command') || lastAims.includes('meaning');
    const names = flag.test(plain);
    if (aims.meaning > 0)
      aims.meaning =
        talkedOfCommands && (names || partOfCommand.test(plain))
          ? 5
          : names
            ? 4
            : talkedOfCommands && plain.length < shortRequest
              ? 3
              : 0;
  } else if (aims.meaning > 0 || /\?\s*$/.test(plain)) {
    // A command that printed an error is not to be explained but the error is.
    aims.meaning = about('error') && aims.cause > 0 ? 1 : Math.max(aims.meaning, 4);
    if (aims.command < 4.5) aims.command = Math.min(aims.command, 2);
    aims.cause = about('error') ? aims.cause : Math.min(aims.cause, 1);
    aims.lines = Math.min(aims.lines, 1);
  }
  // After a word about a command, a change is one of the command.
  if (lastAims.includes('meaning') && aims.meaning === 0 && change.test(plain))
    aims.command = Math.max(aims.command, 4);
  // Who asks for a command does not ask for what the command is about.
  if (aims.command >= 4)
    for (const other of ['lines', 'cause', 'settings', 'difference'] as const)
      aims[other] = Math.min(aims[other], 2);
  // Something that failed has a cause; something slow has settings.
  const failed = failure.test(plain) || about('error');
  if (slowness.test(plain) && !failed && about('spark', 'spark_settings')) {
    aims.settings = Math.max(aims.settings, 3.5);
    aims.cause = Math.min(aims.cause, 2);
  } else if (about('spark_settings') && !failed && (aims.settings > 0 || aims.lines === 0)) {
    aims.settings = Math.max(aims.settings, 3);
    aims.cause = Math.min(aims.cause, 2.5);
  } else if (
    !about('spark', 'spark_settings') &&
    !came('event_log', 'event_logs') &&
    !lastAims.includes('settings')
  ) {
    // Settings are those of Spark jobs; what to change after something failed is part of its cause.
    if (aims.settings >= 4 && came('log')) aims.cause = Math.max(aims.cause, 3);
    aims.settings = Math.min(aims.settings, 1.5);
  }
  if (failed && aims.settings < 4) aims.settings = Math.min(aims.settings, 2);
  if (
    failed &&
    aims.command < 4 &&
    aims.lines < 3 &&
    aims.page < 4 &&
    aims.review < 4 &&
    aims.meaning < 4
  )
    aims.cause = Math.max(aims.cause, about('error') ? 3 : 2);
  // Two runs are compared; a comparison of something else is none.
  if (about('two_runs') || came('event_logs')) {
    const asksElse = aims.settings >= 4 || aims.page >= 4;
    aims.difference =
      aims.difference >= 4
        ? aims.difference + 1
        : asksElse
          ? Math.min(aims.difference, 2)
          : Math.max(aims.difference + 1, 4);
    aims.cause = Math.min(aims.cause, failed ? 3 : 1);
    if (came('event_logs') && aims.settings < 4) aims.settings = Math.min(aims.settings, 2);
  } else if (!lastAims.includes('difference')) aims.difference = Math.min(aims.difference, 1.5);
  // A DAG that does not load or fails is not reviewed; one that works is.
  const isCode = about('code', 'airflow') || came('dag', 'sql', 'code');
  if (!isCode) {
    aims.review = Math.min(aims.review, 1);
    if (!lastAims.includes('page')) aims.page = Math.min(aims.page, 2.5);
  }
  if (came('dag') && failed && aims.review < 4) aims.cause = Math.max(aims.cause, 3);
  if (aims.review >= 4) aims.cause = Math.min(aims.cause, failed && !works.test(plain) ? 4 : 1);
  if (aims.page >= 4) {
    aims.lines = Math.min(aims.lines, 2);
    aims.difference = Math.min(aims.difference, 2);
    aims.cause = Math.min(aims.cause, 2);
  }
  return aims;
}

/** Longer requests say themselves what they are about. */
const shortRequest = 80;
const flag = /(?:^|[\s`(])-{1,2}[a-z][\w-]*/i;
const partOfCommand =
  /\bthe (?:plus|dash|pipe|backslash|semicolon|braces?|quotes?|flags?|options?|(?:first|second|last) part|number)\b/i;
const change =
  /^(?:ok\s+)?(?:the same|same|but|now|only|just|make (?:it|that) (?:safer?|shorter|faster)|without|instead|with)\b/i;
const placeInCode = /\b(?:which|what) (?:line|file)\b|\bwhere in the (?:code|file|dag)\b/i;
const failure =
  /\b(?:fail\w*|crash\w*|died|dead|dies|killed|abort\w*|broke|broken|stopped|hangs?|hung|stuck|timed out|time ?outs?|gave up|went down|is down|fell over|gone|disappear\w*|missing|red|throws?|oom\w*|rejected|refused|denied|not (?:load|start|appear|show|visible|found|defined)\w*|cannot|can't|abgebrochen|abgesturzt|fehlgeschlagen|gestorben|fehlt|arrete|echoue|plante|apparait pas|fallo|falla|no aparece)\b/i;
const slowness =
  /\b(?:slow\w*|takes?|long\w*|faster|speed|hours?|idle|too much|forever|langsam\w*|dauert|lent\w*|temps|lento|tarda)\b|\b\d+ ?(?:h|min|minutes)\b/i;
const works = /\b(?:works|working|runs fine|is fine|fine)\b/i;

const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('ß', 'ss');
