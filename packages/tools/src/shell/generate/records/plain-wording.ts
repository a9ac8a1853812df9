/**
 * Other ways of saying the same, in the words that the rules know. Only words are changed; what a tag stands for is not. The order is
 * that of the rewriting: contractions first, then what is left out, then connecting words.
 */
const rewritings: readonly (readonly [RegExp, string])[] = [
  [/\b(do|does|did|is|are|was|were|has|have|had|should|would|could|must)n['’]t\b/gi, '$1 not'],
  [/\bcan(?:no|['’])t\b/gi, 'can not'],
  [/\bwon['’]t\b/gi, 'will not'],
  // "Lines that have no time do not count", "such rows are left out"
  [
    /(?<=^|[.;(]\s?|, )((?:all |any |the |those )?[\p{L}]+ (?:that|which|with|without|whose|where|having|of) [^.;,()]{1,80}?) (?:do not count|does not count|are not counted|must not be counted|should not be counted|are (?:to be )?(?:ignored|skipped|left out|excluded|omitted)|should be (?:ignored|skipped|left out|excluded|omitted)|do not matter)(?=[.;,)]|$)/giu,
    'ignore $1',
  ],
  [
    /\b(?:leav(?:e|ing) (?:out|away|off)|exclud(?:e|es|ing)|omit(?:s|ting)?|skip(?:s|ping)?|disregard(?:s|ing)?|discard(?:s|ing)?|do not (?:count|include|consider|show|print|take into account)|(?<!but )not (?:counting|including|considering)|ignoring|except for|apart from|other than those|but not(?= (?:those|the|any|lines|rows)))\b/gi,
    'ignore',
  ],
  [/\b(?:for|in|of|at|on) which\b/gi, 'where'],
  [
    /\bas well as\b|\balong with\b|\btogether with\b|\bin addition to\b|\baccompanied by\b/gi,
    'and',
  ],
  [/\bgreater than or equal to\b|\bnot below\b/gi, 'at least'],
  [/\bless than or equal to\b|\bnot above\b/gi, 'at most'],
  [
    /\bmore than one\b(?! (?:million|thousand|hundred|second|minute|hour|day|<))/gi,
    'more than once',
  ],
  [/\boccurrences? each\b/gi, 'count'],
  [/\b(?:in|using|with) UTC\b|\bUTC\b/gi, ''],
  [
    /\b(?:mind|note|remember|beware|keep in mind|careful)(?:,|:)? (?:that |the )?[^.;]*(?=[.;]|$)/gi,
    '',
  ],
  [
    /(?:,? ?(?:and )?)\bin (?:any|no particular|whatever|arbitrary) order\b|\bany order\b|\border does not matter\b|\bthe order is (?:free|irrelevant)\b/gi,
    '',
  ],
  [
    /(?:[.;,]? ?)(?:just |only )(?:print|show|display) (?:it|them|the result)(?: to the (?:screen|terminal))?(?=[.;]|$)/gi,
    '',
  ],
];

/** Words that only weigh a request down are left as dots of the same length, so that they count as read. */
export const plainWording = (text: string): string =>
  rewritings.reduce((made, [pattern, better]) => made.replaceAll(pattern, better), text);

const describing =
  /^(?:(?:separator|separated|delimited|delimiter|semicolons?|tabs?|commas?|pipes?|bars?|blanks?|spaces?|each|with|a|an|the|is|are|it|has|header|line|row|in|by|of|as|and|gzip|gzipped|compressed|output|saved|format|file|utf|;|,|:|\||-)[\s,;:]*)+$/i;

/** What is said in brackets of a file itself, or shown as an example of its lines, says nothing of what is wanted. */
export const withoutDescription = (text: string): string =>
  text
    .replaceAll(/\(([^()]{1,60})\)/g, (whole, inner: string) =>
      describing.test(inner.replaceAll('·', '')) && !/\bno\b|without/i.test(inner)
        ? blank(whole)
        : whole,
    )
    .replaceAll(
      /\(?(?:(?:the |its |their )?(?:lines|entries|rows|it|they|file|each (?:line|entry|row)|every (?:line|entry|row))? ?)?(?:has lines like|lines like|look(?:s|ing)? like|entries begin with|entries start with|lines begin with|lines look like)[^.;()]{1,120}\)?/gi,
      blank,
    );

const blank = (text: string): string => text.replaceAll(/[^\s]/g, '·');
