import { hashOf, mergeTemplates, withoutRuns, type Draft, type Effort } from './merge-templates.ts';
import { mergeTemplatesOfAllLengths } from './merge-lengths.ts';
import { MessageCache } from './message-cache.ts';
import { OpenTemplates } from './open-templates.ts';
import { detached, maxWords, Vocabulary, type VocabularySnapshot } from './vocabulary.ts';

/** The constant words of a log statement with `<*>` where values were. */
interface Template<Place> {
  /** Number of the template inside one miner, from 0, in order of first sight; gaps are templates that became part of others. */
  readonly id: number;
  /** The constant words, `<*>` for parameters. */
  readonly text: string;
  readonly count: number;
  /** The first message of the template, as it was (at most 1,000 characters), and what was given with it. */
  readonly exemplar: string;
  readonly first: Place;
}

export interface TemplateMiner<Place> {
  /**
   * Adds a message and says which template it belongs to so far; `resolve` says to which in the end. `place` is kept for the
   * first message of a template.
   */
  add(message: string, place: Place): number;
  /** The template that an earlier id has become part of, or the id itself. */
  resolve(id: number): number;
  /** Every id that became part of another template than `<*>`, with the id of that one. */
  merged(): [from: number, into: number][];
  /** Merges what belongs together and gives all templates, in order of first sight. */
  templates(): Template<Place>[];
  /** What the bounds cost so far. */
  effort(): MiningEffort;
  /**
   * All that the miner knows, as plain JSON where `Place` is: `createTemplateMiner({ from })` goes on from there, in another process
   * too, exactly as this one does.
   */
  snapshot(): MinerSnapshot<Place>;
}

/** At most 8,192 templates, 131,072 words and two million ids, whatever was mined. */
export interface MinerSnapshot<Place> {
  readonly vocabulary: VocabularySnapshot;
  /** Where each id ever given has gone. */
  readonly into: readonly number[];
  readonly drafts: readonly {
    readonly id: number;
    readonly tokens: readonly number[];
    readonly open: readonly number[];
    readonly count: number;
    readonly exemplar: string;
    readonly first: Place;
  }[];
  /** Id of the template of what had no room. */
  readonly overflow: number | null;
  readonly overflowed: number;
  readonly messages: number;
  readonly steps: number;
  readonly mergeAt: number;
  /** Messages before room was last looked for; null: never. */
  readonly roomTriedAt: number | null;
}

interface MiningEffort {
  /** Messages without a template of their own, because there was no room: they share the template `<*>`. */
  readonly overflowed: number;
  /** Words that were taken for values because there was no room for more words. */
  readonly wordsRefused: number;
  /** Comparisons of one word of one template while merging. */
  readonly steps: number;
}

/** 50 million lines of 14 public systems have 3,487 templates (loghub-2.0); more than this is not the work of log statements. */
const maxTemplates = 8192;
/** Different words that are known at a time. */
const maxVocabulary = 131_072;
/** New templates before merging is tried for the first time; later whenever their number has doubled. */
const firstMerge = 512;
/** Comparisons of one merge, about 0.1 s, and of all merges of a long input: some, and a few for each message. */
const mergeSteps = 1_000_000;
const allSteps = 4_000_000;
const stepsPerMessage = 16;
/** Ids that are given in all; each takes some bytes for ever. */
const maxIds = 2_000_000;

/** Templates without an open place, by length: most are, so they share. */
const closed = Array.from({ length: maxWords + 1 }, (_, length) => new Uint8Array(length));

interface PlacedDraft<Place> extends Draft {
  readonly exemplar: string;
  readonly first: Place;
}

/**
 * Finds the templates of a stream of messages, one after the other, with bounded memory and work.
 *
 * 1. A message is split at white space; what can only be a value becomes `<*>` (`mask-word.ts`).
 * 2. Seen before with the same words, or fitting a template with open places: counted there.
 * 3. Otherwise it is a template of its own for now.
 * 4. Whenever their number has doubled, templates are compared and those of one statement merged (`merge-templates.ts`); in
 *    the end those with parameters of several words, too (`merge-lengths.ts`).
 * 5. Where there is no more room, templates that were seen only once give way, the oldest first, to the template `<*>`: what a
 *    log says again and again survives a flood of other text, before it and behind it.
 *
 * The order of messages decides everything: the same messages give the same ids and templates. As in Drain (He, Zhu, Zheng, Lyu,
 * ICWS 2017) a message is placed when it comes; as in Brain and IPLoM, constants are told from values by comparing.
 */
export function createTemplateMiner<Place>(
  options: {
    readonly maxTemplates?: number;
    readonly maxVocabulary?: number;
    /** What an earlier miner with the same bounds knew. */
    readonly from?: MinerSnapshot<Place>;
  } = {},
): TemplateMiner<Place> {
  const { from } = options;
  const room = options.maxTemplates ?? maxTemplates;
  const vocabulary = new Vocabulary(options.maxVocabulary ?? maxVocabulary, from?.vocabulary);
  const wordRoom = options.maxVocabulary ?? maxVocabulary;
  const words = new Int32Array(maxWords);
  /** Where each id ever given has gone; an id that maps to itself is alive. */
  const into: number[] = from ? [...from.into] : [];
  const drafts = new Map((from?.drafts ?? []).map((draft) => [draft.id, restored(draft)]));
  let exact = new Map<number, PlacedDraft<Place>>();
  let open = new OpenTemplates([], vocabulary);
  const cache = new MessageCache();
  let messages = from?.messages ?? 0;
  let mergeAt = from?.mergeAt ?? firstMerge;
  let roomTriedAt = from?.roomTriedAt ?? -Infinity;
  let overflow = from?.overflow == null ? null : drafts.get(from.overflow)!;
  let overflowed = from?.overflowed ?? 0;
  const total: Effort = { steps: from?.steps ?? 0, limit: 0 };

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

  const index = (): void => {
    exact = new Map([...drafts.values()].map((draft) => [draft.hash, draft]));
    open = new OpenTemplates(drafts.values(), vocabulary);
  };

  const merge = (mergeAll = mergeTemplates): void => {
    const effort: Effort = { steps: 0, limit: mergeSteps };
    mergeAll(
      [...drafts.values()],
      vocabulary,
      (from, target) => {
        into[from.id] = target.id;
        drafts.delete(from.id);
      },
      effort,
    );
    total.steps += effort.steps;
    mergeAt = Math.max(firstMerge, drafts.size * 2);
    if (overflow) overflow = drafts.get(resolve(overflow.id))!;
    index();
  };

  const mayMerge = (): boolean => total.steps < allSteps + stepsPerMessage * messages;

  /** Lets templates that were seen once give way, the oldest first, until half of the room is free; forgets unused words. */
  const makeRoom = (): void => {
    roomTriedAt = messages;
    if (mayMerge()) merge();
    forgetWords();
    if (drafts.size > room / 2 || vocabulary.size > wordRoom / 2) {
      const once = [...drafts.values()].filter(({ count }) => count === 1);
      for (const draft of once.slice(0, Math.ceil(once.length / 2))) {
        overflow ??= create(Int32Array.of(0), draft.exemplar, draft.first);
        into[draft.id] = overflow.id;
        drafts.delete(draft.id);
        overflow.count += 1;
        overflowed += 1;
      }
      forgetWords();
    }
    index();
  };

  const forgetWords = (): void => {
    vocabulary.keepOnly(Array.from(drafts.values(), ({ tokens }) => tokens));
    cache.clear();
  };

  const create = (tokens: Int32Array, message: string, place: Place): PlacedDraft<Place> => {
    const draft: PlacedDraft<Place> = {
      id: into.length,
      tokens,
      hash: hashOf(tokens),
      open: closed[tokens.length]!,
      count: 0,
      exemplar: detached(message.slice(0, 1000)),
      first: place,
    };
    into.push(draft.id);
    drafts.set(draft.id, draft);
    exact.set(draft.hash, draft);
    return draft;
  };

  const find = (count: number, hash: number, message: string, place: Place): PlacedDraft<Place> => {
    const same = exact.get(hash);
    if (same && equal(same.tokens, words, count)) return same;
    const fitting = open.find(words, count);
    if (fitting) return drafts.get(fitting.id)!;
    if (drafts.size < room && into.length < maxIds)
      return create(words.slice(0, count), message, place);
    overflow ??= create(Int32Array.of(0), message, place);
    overflowed += 1;
    return overflow;
  };

  index();
  return {
    add(message, place) {
      messages += 1;
      if (drafts.size >= mergeAt && drafts.size < room && mayMerge()) merge();
      const full = drafts.size >= room || vocabulary.size > wordRoom - maxWords;
      // Looking for room costs as much as all templates are long, so it is not tried at every message.
      if (full && messages - roomTriedAt > room / 2) makeRoom();
      const count = vocabulary.tokenize(message, words);
      const hash = hashOf(words, count);
      const cached = cache.get(words, count, hash);
      if (cached >= 0) {
        const id = resolve(cached);
        drafts.get(id)!.count += 1;
        return id;
      }
      const draft = find(count, hash, message, place);
      draft.count += 1;
      if (draft !== overflow) cache.set(words, count, hash, draft.id);
      return draft.id;
    },
    resolve,
    merged: () =>
      into.flatMap((_, id): [number, number][] => {
        const root = resolve(id);
        return root === id || root === overflow?.id ? [] : [[id, root]];
      }),
    templates() {
      merge(mergeTemplatesOfAllLengths);
      return [...drafts.values()].map(({ id, tokens, count, exemplar, first }) => {
        const text = Array.from(withoutRuns(tokens), (token) => vocabulary.wordOf(token)).join(' ');
        return { id, text, count, exemplar, first };
      });
    },
    effort: () => ({ overflowed, wordsRefused: vocabulary.refused, steps: total.steps }),
    snapshot() {
      // What is cached and indexed follows from the order of messages, so that this miner and a restored one begin alike.
      cache.clear();
      index();
      return {
        vocabulary: vocabulary.snapshot(),
        into: [...into],
        drafts: Array.from(drafts.values(), (draft) => ({
          id: draft.id,
          tokens: [...draft.tokens],
          open: [...draft.open],
          count: draft.count,
          exemplar: draft.exemplar,
          first: draft.first,
        })),
        overflow: overflow?.id ?? null,
        overflowed,
        messages,
        steps: total.steps,
        mergeAt,
        roomTriedAt: roomTriedAt === -Infinity ? null : roomTriedAt,
      };
    },
  };
}

function restored<Place>(draft: MinerSnapshot<Place>['drafts'][number]): PlacedDraft<Place> {
  const tokens = Int32Array.from(draft.tokens);
  return { ...draft, tokens, hash: hashOf(tokens), open: Uint8Array.from(draft.open) };
}

function equal(tokens: Int32Array, words: Int32Array, count: number): boolean {
  if (tokens.length !== count) return false;
  for (let at = 0; at < count; at++) if (tokens[at] !== words[at]) return false;
  return true;
}
