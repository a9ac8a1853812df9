import { prepareWords } from '@datasherpa/tools/search';

/** What words of a model are held against. */
export interface Known {
  /** The findings, without text of the log. */
  readonly facts: string;
  /** The program, as the user sent it; '' without one. */
  readonly source: string;
}

/** Share of the words of a sentence that have to stand in the findings. */
const knownShare = 0.6;
const number = /\d[\d,]*(?:\.\d+)?/g;
/** A name that a program gave: dotted, underscored, camelCase, with digits, or called like a function. */
const identifier =
  /[A-Za-z_$][\w$]*(?:[.:/][\w$]+)+|\b\w*_\w+\b|\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\b(?=\w*\d)(?=\w*[A-Za-z])\w+|\b\w+(?=\()/g;
const active = /<[a-z!/?]|\]\s?[([:]|\w+:\/\/|\bwww\.|\b(?:javascript|data|mailto):/i;
const mostSentence = 600;

const plainNumber = (text: string): string => String(Number(text.replaceAll(',', '')));
const numbersIn = (text: string): Set<string> =>
  new Set((text.match(number) ?? []).map(plainNumber));

/**
 * Whether a sentence says nothing but what the findings say: each number stands in them, each name in them or in the program, and most of
 * its words. Links and markup are refused.
 */
export function sentenceCheck({ facts, source }: Known): (sentence: string) => boolean {
  const numbers = numbersIn(facts);
  const names = `${facts}\n${source}`.toLowerCase();
  const words = new Set(prepareWords(facts));
  return (sentence) => {
    if (sentence.length > mostSentence || active.test(sentence)) return false;
    for (const [name] of sentence.matchAll(identifier))
      if (!names.includes(name.toLowerCase())) return false;
    for (const [each] of sentence.replaceAll(identifier, ' ').matchAll(number))
      if (!numbers.has(plainNumber(each))) return false;
    const stems = prepareWords(sentence.replaceAll(identifier, ' '));
    return (
      stems.length > 0 &&
      stems.filter((stem) => words.has(stem)).length / stems.length >= knownShare
    );
  };
}

/** Parts of the language, and of PySpark what advice on performance needs; all else in a proposal must stand in the program. */
const language = new Set(
  `and as def else False for from if import in is lambda None not or return True with
  pyspark sql functions F col lit when otherwise broadcast repartition repartitionByRange coalesce cache persist unpersist checkpoint
  withColumn withColumnRenamed select filter where join groupBy agg drop dropDuplicates distinct union unionByName hint alias on how
  explode array sequence rand floor concat hash pmod cast sum count min max avg collect_list approx_count_distinct sortWithinPartitions
  write read mode option partitionBy bucketBy save saveAsTable parquet pandas_udf udf mapInPandas applyInPandas window over spark conf set
  limit take foreachPartition show toDF StorageLevel MEMORY_AND_DISK MEMORY_ONLY DISK_ONLY storagelevel int string long double inner left
  range transform expr split year month`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

/**
 * Whether a change of the program names nothing that is not there: each name is one of the program, of the language or of Spark's own, or
 * is given in the change itself; each number stands in the program or the findings.
 */
export function isKnownCode(code: string, { facts, source }: Known): boolean {
  const given = new Set(
    [
      ...code.matchAll(/\b([A-Za-z_]\w*)\s*=(?!=)/g),
      ...code.matchAll(/\bas\s+([A-Za-z_]\w*)/g),
    ].map(([, name]) => name!.toLowerCase()),
  );
  const there = new Set((source.match(/[A-Za-z_]\w*/g) ?? []).map((name) => name.toLowerCase()));
  const settings = facts.toLowerCase();
  const numbers = new Set([...numbersIn(facts), ...numbersIn(source), '0', '1']);
  // Keys of settings are names with dots, and stand in quotes.
  const rest = code.replaceAll(/(["'])(spark\.[\w.]+)\1/g, (whole, _quote, key: string) =>
    settings.includes(key.toLowerCase()) ? ' ' : whole,
  );
  for (const [name] of rest.matchAll(/[A-Za-z_]\w*/g)) {
    const lower = name.toLowerCase();
    if (!there.has(lower) && !language.has(lower) && !given.has(lower)) return false;
  }
  for (const [each] of rest.replaceAll(/[A-Za-z_]\w*/g, ' ').matchAll(number))
    if (!numbers.has(plainNumber(each))) return false;
  return true;
}
