import type { TaggedRequest } from './lex-request.ts';

/**
 * People put the verb where they like: "in logs, delete …", "logs: delete …", "the logs should be deleted", "find the logs and delete
 * them". Here a request that changes something gets its verb to the front, in the form in which rules know it, so that those have
 * to know one order of words only. Names stand as tags, so no name is touched.
 */
const verbs: readonly (readonly [string, string, string])[] = [
  // Said; its participle; the word that rules know.
  ['delete', 'deleted', 'delete'],
  ['remove', 'removed', 'remove'],
  ['erase', 'erased', 'delete'],
  ['purge', 'purged', 'purge'],
  ['get rid of', 'gotten rid of', 'delete'],
  ['throw away', 'thrown away', 'delete'],
  ['throw out', 'thrown out', 'delete'],
  ['trash', 'trashed', 'delete'],
  ['clear out', 'cleared out', 'delete'],
  ['clear away', 'cleared away', 'delete'],
  ['dispose of', 'disposed of', 'delete'],
  ['discard', 'discarded', 'delete'],
  ['unlink', 'unlinked', 'delete'],
  ['wipe', 'wiped', 'wipe'],
  ['move', 'moved', 'move'],
  ['relocate', 'relocated', 'move'],
  ['shift', 'shifted', 'move'],
  ['copy', 'copied', 'copy'],
  ['rename', 'renamed', 'rename'],
  ['compress', 'compressed', 'compress'],
  ['gzip', 'gzipped', 'gzip'],
  ['decompress', 'decompressed', 'decompress'],
  ['uncompress', 'uncompressed', 'decompress'],
  ['gunzip', 'gunzipped', 'decompress'],
  ['unpack', 'unpacked', 'unpack'],
  ['extract', 'extracted', 'extract'],
  ['replace', 'replaced', 'replace'],
  ['substitute', 'substituted', 'replace'],
  ['swap', 'swapped', 'replace'],
  ['set', 'set', 'set'],
  ['change', 'changed', 'change'],
  ['turn', 'turned', 'change'],
  ['convert', 'converted', 'convert'],
  ['add', 'added', 'add'],
  ['append', 'appended', 'append'],
  ['insert', 'inserted', 'insert'],
  ['prepend', 'prepended', 'prepend'],
  ['put', 'put', 'put'],
  ['strip', 'stripped', 'strip'],
  ['comment out', 'commented out', 'comment out'],
  ['uncomment', 'uncommented', 'uncomment'],
  ['make', 'made', 'make'],
  ['give', 'given', 'give'],
  ['pack', 'packed', 'pack'],
  ['archive', 'archived', 'archive'],
];
const known = new Map(
  verbs.flatMap(([said, participle, verb]) => [[said, verb] as const, [participle, verb] as const]),
);
const imperative = verbs.map(([said]) => said).join('|');
const participles = verbs.map(([, participle]) => participle).join('|');
/** Those that can do something to a file as a whole, so that "them" can stand for files. */
const ofFiles =
  'delete|remove|erase|purge|get rid of|throw away|throw out|trash|discard|move|copy|compress|gzip|decompress|unpack|gunzip|rename';
const must =
  '(?:should|must|shall|ought to|needs? to|has to|have to|(?:is|are) to|can|may|wants? to)(?: (?:all|now|each|then|also|please))*';
const canonical = (verb: string): string => known.get(verb.toLowerCase()) ?? verb;

/** The first sentence, and what follows it. */
function firstSentence(text: string): readonly [string, string] {
  const end = /[.;?!](?= |$)/.exec(text);
  return end ? [text.slice(0, end.index), text.slice(end.index)] : [text, ''];
}

const rules: readonly ((text: string) => string | null)[] = [
  // "I'd like to see which", "let me know which"
  (text) => {
    const found =
      /^(?:(?:i'd|i would|we'd|we would) like to (?:see|know|have|get)|(?:i|we) (?:want|need) to (?:see|know|find out)|(?:please )?(?:let me (?:see|know)|tell me|find out|check|show me)) ((?:which|what|how many|how much|all|the|every)\b.*)$/is.exec(
        text,
      );
    return found ? found[1]! : null;
  },
  // "I need the logs deleted", "I want to delete the logs"
  (text) => {
    const found = new RegExp(
      `^(?:i (?:want|need|would like|'d like)|we (?:want|need)|i have|let's|go ahead and|now|then|please|just|kindly)(?: to)?,? (${imperative}) (.*)$`,
      'is',
    ).exec(text);
    return found ? `${canonical(found[1]!)} ${found[2]!}` : null;
  },
  // "find the logs and delete them", "Find the logs. Delete them."
  (text) => {
    const found = new RegExp(
      `^(?:find|list|search for|look for|locate|get|take|pick|select|show|identify) (.{5,400}?)(?:,? (?:and then|and|then)|[.;,] ?(?:and |then )?) ?(${ofFiles}) (?:them|these|those|it|all of them|each of them|each(?: one)?|those files|these files|the files found)(?![a-z ]*<E)\\b(.*)$`,
      'is',
    ).exec(text);
    return found ? `${canonical(found[2]!)} ${found[1]!}${found[3]!}` : null;
  },
  // "the logs older than a week should be deleted"
  (text) => {
    const [first, rest] = firstSentence(text);
    const found = new RegExp(
      `^(.{3,400}?),? ${must} (?:be |get )?(${participles})([ ,].*)?$`,
      'is',
    ).exec(first);
    if (!found || /^(?:which|what|how|who|where|if|does|do|is|are|can)\b/i.test(found[1]!))
      return null;
    const place =
      /^((?:(?:in|under|below|within|inside|from|of|for) )?(?:the )?(?:file |directory |folder )?<P\d+>)[,:]? (.+)$/is.exec(
        found[1]!,
      );
    return place
      ? `${canonical(found[2]!)} ${place[2]!}${found[3] ?? ''} ${place[1]!.startsWith('<P') ? 'in ' : ''}${place[1]!}${rest}`
      : `${canonical(found[2]!)} ${found[1]!}${found[3] ?? ''}${rest}`;
  },
  // "every script should be executable"
  (text) => {
    const [first, rest] = firstSentence(text);
    const found = new RegExp(
      `^(.{3,300}?),? ${must} be(?:come)? ((?:not |no longer )?(?:executable|readable|writable|writeable|read-only)\\b.*)$`,
      'is',
    ).exec(first);
    return found && !/^(?:which|what|how)\b/i.test(found[1]!)
      ? `make ${found[1]!} ${found[2]!}${rest}`
      : null;
  },
  // "file names with a blank: replace …"; "in the folder x (not below it) delete …"
  (text) => {
    const [first, rest] = firstSentence(text);
    const found = new RegExp(`^([^:]{3,300}):\\s+(?:please )?(${imperative}) (.*)$`, 'is').exec(
      first,
    );
    if (
      !found ||
      /^(?:count|show|print|list|find|give|compute|sum|sort|rank|group|take)\b|\b(?:how|what|which)\b/i.test(
        found[1]!,
      )
    )
      return null;
    // "free up space: delete …": what names nothing only tells why. One word is the name of a program.
    if (
      /\s/.test(found[1]!.trim()) &&
      new RegExp(`^(?:${ofFiles})$`, 'i').test(found[2]!) &&
      !/<[A-Z]\d+>|\b(?:files?|names?|lines?|folders?|director|links?|logs?|scripts?)/i.test(
        found[1]!,
      )
    )
      return `${canonical(found[2]!)} ${found[3]!}${rest}`;
    const topic = /^<P\d+>$/.test(found[1]!.trim()) ? `in ${found[1]!}` : found[1]!;
    return `${canonical(found[2]!)} ${found[3]!}, in ${topic.replace(/^in /i, '')}${rest}`;
  },
  (text) => {
    const [first, rest] = firstSentence(text);
    const found = new RegExp(
      `^((?:in|inside|under|below|within|from|for|of|on|at)\\b[^:]{1,250}?(?:<[PEI]\\d+>(?:,? (?:{files}|files?|directory|folder|tree|itself))?|directory|folder|\\)|files?),?) (?:please )?(${imperative}) (.*)$`,
      'is',
    ).exec(first);
    return found
      ? `${canonical(found[2]!)} ${found[3]!} ${found[1]!.replace(/,$/, '')}${rest}`
      : null;
  },
  // "the September reports (in/rep_09*.csv)": the pattern in brackets says what the words mean.
  (text) => {
    const found = new RegExp(
      `^(${imperative}) (?:(?:the|all|every|each|those|any) )*(?:(?!in\\b|under\\b|below\\b|than\\b|except\\b)(?:[a-z-]+|<[NDI]\\d+>) ){1,6}\\((<P\\d+>)\\)(.*)$`,
      'is',
    ).exec(text);
    return found ? `${found[1]!} ${found[2]!}${found[3]!}` : null;
  },
  // A verb that is said in another way.
  (text) => {
    const found = new RegExp(`^(?:please )?(${imperative}) (.*)$`, 'is').exec(text);
    const verb = found && canonical(found[1]!);
    return found && verb !== found[1]!.toLowerCase() ? `${verb} ${found[2]!}` : null;
  },
];

/** The request with its verb in front, where it asks for a change; else as it is. */
export function verbFirst(request: TaggedRequest): TaggedRequest {
  let { text } = request;
  for (const rule of rules) text = rule(text) ?? text;
  return { text, literals: request.literals };
}

/** "10 kB (10000 bytes)": the same again in brackets says nothing new. */
export function withoutRestatements({ text, literals }: TaggedRequest): TaggedRequest {
  return {
    literals,
    text: text.replaceAll(
      /(<([A-Z])(\d+)>) \((?:= ?|i\.e\.,? |that is,? )?<([A-Z])(\d+)>\)/g,
      (whole, first: string, kind: string, at: string, other: string, again: string) =>
        kind === other && literals[Number(at)]!.value === literals[Number(again)]!.value
          ? first
          : whole,
    ),
  };
}
