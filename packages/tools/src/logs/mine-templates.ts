import { detached, Vocabulary } from './mask-message.ts';
import { fitting, mergeTemplates, textOf, type Draft } from './merge-templates.ts';

/** The constant words of a log statement with `<*>` where values were. */
export interface Template {
  /** Number of the template inside one miner, from 0, in order of first sight; gaps are merged templates. */
  readonly id: number;
  /** Hash of the text: the same template has the same key in every file. */
  readonly key: string;
  /** The constant words, `<*>` for parameters. */
  readonly text: string;
  readonly count: number;
  /** The first message of the template, as it was (at most 1,000 characters). */
  readonly exemplar: string;
}

export interface TemplateMiner {
  /** Adds a message and says which template it belongs to so far; `resolve` says to which in the end. */
  add(message: string): number;
  /** The template that an earlier id has become part of, or the id itself. */
  resolve(id: number): number;
  /** Merges what belongs together and gives all templates, in order of first sight. */
  templates(): Template[];
  /** Messages that were put into the overflow template because the miner was full. */
  overflowed(): number;
}

/** Messages seen with their exact words, so that most need no search. */
const maxSeen = 60_000;
/** New templates before merging is tried for the first time; later whenever their number has doubled. */
const firstMerge = 512;

interface Seen {
  readonly tokens: Int32Array;
  readonly id: number;
  readonly next: Seen | undefined;
}

/**
 * Finds the templates of a stream of messages with bounded memory. Values that show by themselves are masked; a message with
 * words in a new combination becomes a template of its own; comparing templates then finds the places where words vary.
 */
export function createTemplateMiner(options: { maxTemplates?: number } = {}): TemplateMiner {
  const maxTemplates = options.maxTemplates ?? 20_000;
  const vocabulary = new Vocabulary();
  const scratch = new Int32Array(128);
  /** Where each id ever given has gone; an id that maps to itself is alive. */
  const into: number[] = [];
  const drafts = new Map<number, Draft>();
  const seen = new Map<number, Seen>();
  let seenCount = 0;
  let openByLength = new Map<number, OpenDraft[]>();
  let mergeAt = Math.min(firstMerge, maxTemplates);
  let overflow: Draft | null = null;
  let overflowed = 0;

  const resolve = (id: number): number => {
    let root = id;
    while (into[root] !== root) root = into[root]!;
    for (let at = id; at !== root;) {
      const next = into[at]!;
      into[at] = root;
      at = next;
    }
    return root;
  };

  const merge = (): void => {
    const survivors = mergeTemplates([...drafts.values()], vocabulary, (from, target) => {
      into[from.id] = target.id;
      drafts.delete(from.id);
    });
    openByLength = new Map();
    for (const draft of survivors) {
      if (!draft.open.includes(1)) continue;
      const open = openDraft(draft, vocabulary);
      const group = openByLength.get(draft.tokens.length);
      if (group) group.push(open);
      else openByLength.set(draft.tokens.length, [open]);
    }
    mergeAt = Math.max(firstMerge, drafts.size * 2);
  };

  const remember = (hash: number, count: number, id: number): void => {
    if (seenCount >= maxSeen) {
      seen.clear();
      seenCount = 0;
    }
    seen.set(hash, { tokens: scratch.slice(0, count), id, next: seen.get(hash) });
    seenCount += 1;
  };

  const create = (tokens: Int32Array, message: string): Draft => {
    const draft: Draft = {
      id: into.length,
      tokens,
      open: new Uint8Array(tokens.length),
      count: 0,
      exemplar: detached(message.slice(0, 1000)),
    };
    into.push(draft.id);
    drafts.set(draft.id, draft);
    return draft;
  };

  const find = (count: number, message: string): Draft => {
    for (const { draft, fits } of openByLength.get(count) ?? [])
      if (drafts.has(draft.id) && fitsAll(fits, scratch, vocabulary)) return draft;
    if (drafts.size >= mergeAt) merge();
    if (drafts.size < maxTemplates) return create(scratch.slice(0, count), message);
    overflowed += 1;
    overflow ??= create(Int32Array.of(0), message);
    return overflow;
  };

  return {
    add(message) {
      const count = vocabulary.tokenize(message, scratch);
      let hash = count;
      for (let at = 0; at < count; at++) hash = Math.imul(hash ^ scratch[at]!, 0x0100_0193) + at;
      hash &= 0x3fff_ffff;
      for (let entry = seen.get(hash); entry; entry = entry.next) {
        if (!equal(entry.tokens, scratch, count)) continue;
        const id = resolve(entry.id);
        drafts.get(id)!.count += 1;
        return id;
      }
      const draft = find(count, message);
      draft.count += 1;
      remember(hash, count, draft.id);
      return draft.id;
    },
    resolve,
    templates() {
      merge();
      return [...drafts.values()].map((draft) => {
        const text = textOf(draft.tokens, vocabulary);
        const { id, count, exemplar } = draft;
        return { id, key: keyOf(text), text, count, exemplar };
      });
    },
    overflowed: () => overflowed,
  };
}

function equal(tokens: Int32Array, scratch: Int32Array, count: number): boolean {
  if (tokens.length !== count) return false;
  for (let at = 0; at < count; at++) if (tokens[at] !== scratch[at]) return false;
  return true;
}

type Fit = number | ((word: string) => boolean);

interface OpenDraft {
  readonly draft: Draft;
  /** For each place the number of its word, or a test of the word there. */
  readonly fits: readonly Fit[];
}

const openDraft = (draft: Draft, vocabulary: Vocabulary): OpenDraft => ({
  draft,
  fits: Array.from(draft.tokens, (token, at) =>
    draft.open[at] === 1 ? fitting(vocabulary.wordOf(token)) : token,
  ),
});

function fitsAll(fits: readonly Fit[], tokens: Int32Array, vocabulary: Vocabulary): boolean {
  for (let at = 0; at < fits.length; at++) {
    const fit = fits[at]!;
    if (typeof fit === 'number' ? fit !== tokens[at] : !fit(vocabulary.wordOf(tokens[at]!)))
      return false;
  }
  return true;
}

/** FNV-1a over UTF-16 code units, twice with different starts: 64 bits, which is enough to tell templates apart. */
function keyOf(text: string): string {
  let first = 0x811c_9dc5;
  let second = 0x01b3_5c77;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x0100_0193);
    second = Math.imul(second ^ code, 0x0100_01b3);
  }
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return hex(first) + hex(second);
}
