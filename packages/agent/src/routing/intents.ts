import { plainWords } from './score-tools.ts';

/** Requests that no tool answers: talk about the assistant itself, and wishes to act on the outside world. */
export type Intent = 'help' | 'act' | 'harm';

const greetings = new Set([
  'hi',
  'hello',
  'hey',
  'hallo',
  'hola',
  'bonjour',
  'thanks',
  'thank',
  'help',
]);
const aboutItself = /\b(?:what|who|which)\b.{0,20}\b(?:can|could|do|are)\b.{0,10}\byou\b/i;

/** Verbs whose object is a system or a person: doing it is beyond an assistant that only reads. */
const actions = new Set(
  'restart reboot rerun retrigger trigger kill stop start delete drop truncate remove send email mail post notify deploy install scale submit run execute ssh login connect push merge commit'.split(
    ' ',
  ),
);
const politeness = new Set(
  "please pls can could would will you just now then go ahead and i want to ok so let's lets".split(
    ' ',
  ),
);
/** Wishes to carry secrets off, or to see those of this assistant. */
const harms = [
  /\b(?:upload|send|post|copy|curl|exfiltrate|mail|push)\w*\b.{0,60}\b(?:credentials|passwords?|private keys?|secrets?|\.aws\/|id_rsa|\.ssh\/)\S*.{0,80}\b(?:to|https?:)/i,
  /\b(?:print|show|tell|give|reveal|what is|display)\b.{0,40}\b(?:api key|token|password|secret|system prompt)\b.{0,40}\b(?:you|your)\b/i,
];
/** `run` and `start` are nouns as well: "the run failed". */
const article = new Set(['the', 'a', 'my', 'our', 'this', 'that', 'last', 'first']);

/** Reads the first meaningful words of a request; null where a tool may answer. */
export function intentOf(text: string): Intent | null {
  const words = plainWords(text);
  if (words.length === 0) return null;
  if (harms.some((pattern) => pattern.test(text.slice(0, 1000)))) return 'harm';
  if (words.length <= 3 && greetings.has(words[0]!)) return 'help';
  if (aboutItself.test(text.slice(0, 200)) && words.length <= 10) return 'help';
  const at = words.findIndex((word) => !politeness.has(word));
  if (at === -1) return null;
  const verb = words[at]!;
  const next = words[at + 1];
  const loggingIn = verb === 'log' && (next === 'in' || next === 'into');
  if (loggingIn) return 'act';
  if (!actions.has(verb) || next === undefined) return null;
  // "Run me through what it does" wants words.
  if (verb === 'run' && words.slice(at + 1, at + 3).includes('through')) return null;
  // An imperative takes an object: "restart the scheduler", "delete partitions"; "run 12 failed" does not.
  const imperative =
    article.has(next) || next === 'it' || next === 'all' || at > 0 || !/^\d/.test(next);
  return imperative && !/\b(?:fail|error|why|crash)/i.test(text) ? 'act' : null;
}
