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
const offersHelp =
  /\b(?:can|could|will|would) (?:you|someone|somebody) (?:please )?help\b(?: me| us)?\s*[?.!]*\s*$/i;

/** Verbs whose object is a system or a person: doing it is beyond an assistant that only reads. */
const actions = new Set(
  'restart reboot rerun retrigger trigger kill stop start delete drop truncate remove send email mail post notify deploy install scale submit run execute ssh login connect push merge commit'.split(
    ' ',
  ),
);
const politeness = new Set(
  "please pls can could would will you just now then go ahead and i want to ok okay so let's lets great thanks good fine yes perfect".split(
    ' ',
  ),
);
const secretThings =
  '(?:credentials?|passwords?|passphrases?|private keys?|secrets?|api keys?|tokens?|cookies?|keystrokes?|browser histor(?:y|ies)|\\.aws\\/\\S*|id_rsa\\S*|\\.ssh\\/\\S*)';
const others =
  "(?:everybody|everyone|other people|others|all (?:of )?(?:my |the |our )?(?:users?|people|employees|colleagues)|(?:my |a |the |our |another )?(?:colleague|coworker|co-worker|boss|user|employee|neighbou?r|girlfriend|boyfriend|wife|husband|somebody|someone|customer)(?:s|'s)?(?: else)?)";
/** Wishes to carry secrets off, to spy on people, to hide or to break in, and to see what this assistant keeps to itself. */
const harms = [
  new RegExp(
    `\\b(?:upload|send|post|copy|curl|exfiltrate|mail|push|steal|leak)\\w*\\b.{0,60}${secretThings}.{0,80}\\b(?:to|https?:)`,
    'i',
  ),
  new RegExp(
    `${secretThings}.{0,80}\\b(?:upload|send|post|exfiltrate|mail|push|forward)\\w*\\b.{0,60}\\b(?:to|https?:)`,
    'i',
  ),
  /\b(?:print|show|tell|give|reveal|repeat|display|output|what is|what are|which)\b.{0,40}\b(?:api keys?|tokens?|passwords?|secrets?|(?:system |hidden |initial )?prompt|(?:hidden |system )?instructions)\b.{0,40}\b(?:you|your|yours)\b/i,
  /\byour (?:own )?(?:(?:system|hidden|initial|secret) ?(?:prompt|instructions|message)|api keys?|tokens?|passwords?|secrets?|credentials)\b/i,
  new RegExp(
    `\\b(?:log|record|read|collect|capture|watch|spy|steal|grab|track|intercept|sniff)\\w*\\b.{0,40}(?:${others}.{0,30}(?:${secretThings}|\\b(?:types?|typed|keys?|screens?|mails?|messages|chats?)\\b)|\\bkeys? (?:that )?${others} types?\\b|${secretThings} of ${others})`,
    'i',
  ),
  /\b(?:key ?loggers?|ransomware|malware|rootkits?|botnets?|spyware|back ?doors?|ddos|phishing|brute[- ]?forc\w+|reverse shells?|fork bombs?|crypto ?miners?|zero[- ]?days?)\b/i,
  /\b(?:without (?:them|him|her|anyone|anybody|the (?:admin|owner|user)s?) (?:noticing|knowing|seeing)|hide|cover|erase|wipe)\b.{0,40}\b(?:my (?:traces|tracks)|audit (?:log|trail)s?|evidence)\b/i,
  /\b(?:crack|hack|break into|bypass|get around)\b.{0,40}\b(?:passwords?|accounts?|login|authentication|permissions?|audit|firewall|server|system)\b/i,
];
/** Things that are asked for as words: "a command that deletes …", "how do I restart …", "why does it stop?". */
const wantsWords =
  /\b(?:commands?|scripts?|one-?liners?|snippets?|how (?:do|can|would|to)|why|what (?:does|would|is)|explain|befehl|comando|commande)\b/i;
/** "Would you merge this?" asks for a judgement. */
const opinion = /^would you (?:merge|ship|approve|commit|push|deploy|run) (?:this|it|that)\b/i;
/** Deeds that only make sense done: somebody logs in and does it. */
const goesThere =
  /^(?:(?:please|pls|can you|could you|would you|just|now|go and)\s+)*(?:ssh|log ?in|login|connect|go)\s+(?:in)?to\b.{0,80}\band\s+(?:then\s+)?(?:restart|reboot|kill|stop|start|delete|drop|truncate|remove|run|execute|deploy|install|clear|change|set|update|fix)\b/i;
const doesForMe =
  /^(?:\S+\s+){0,4}?(?:do|run|execute|start|stop|kill|delete|remove|restart|send|mail|email|post|apply|deploy|block)\b.{0,40}\b(?:for me|yourself|on my behalf|in my name|on the (?:server|cluster|host)|to (?:the team|my boss|everyone|slack))\b/i;
/** `run` and `start` are nouns as well: "the run failed". */
const article = new Set(['the', 'a', 'my', 'our', 'this', 'that', 'last', 'first']);

/** Reads the first meaningful words of a request; null where a tool may answer. */
export function intentOf(text: string): Intent | null {
  const words = plainWords(text);
  if (words.length === 0) return null;
  const shown = text.slice(0, 1000);
  if (harms.some((pattern) => pattern.test(shown))) return 'harm';
  if (words.length <= 3 && greetings.has(words[0]!)) return 'help';
  if ((aboutItself.test(shown) || offersHelp.test(shown)) && words.length <= 10) return 'help';
  if (goesThere.test(shown) || (doesForMe.test(shown) && !wantsWords.test(shown))) return 'act';
  if (opinion.test(shown)) return null;
  const at = words.findIndex((word) => !politeness.has(word));
  if (at === -1) return null;
  const verb = words[at]!;
  const next = words[at + 1];
  // POST and DELETE are names of requests and statements.
  if (new RegExp(`\\b${verb.toUpperCase()}\\b`).test(shown)) return null;
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
