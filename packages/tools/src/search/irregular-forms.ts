/** Verbs of English whose forms no suffix tells, as far as logs and questions about them have them: the base, then its forms. */
const verbs = [
  'become became',
  'begin began begun',
  'bind bound',
  'break broke broken',
  'bring brought',
  'build built',
  'catch caught',
  'choose chose chosen',
  'draw drew drawn',
  'drive drove driven',
  'fall fell fallen',
  'feed fed',
  'find found',
  'forget forgot forgotten',
  'freeze froze frozen',
  'get got gotten',
  'give gave given',
  'grow grew grown',
  'hang hung',
  'hide hid hidden',
  'hold held',
  'keep kept',
  'know knew known',
  'leave left',
  'lose lost',
  'make made',
  'mean meant',
  'meet met',
  'override overrode overridden',
  'overwrite overwrote overwritten',
  'pay paid',
  'rebuild rebuilt',
  'rewrite rewrote rewritten',
  'rise rose risen',
  'run ran',
  'see saw seen',
  'seek sought',
  'sell sold',
  'send sent',
  'shrink shrank shrunk',
  'sleep slept',
  'spend spent',
  'stand stood',
  'stick stuck',
  'strike struck',
  'take took taken',
  'tell told',
  'throw threw thrown',
  'understand understood',
  'wake woke woken',
  'write wrote written',
];

/** Words that belong to a verb by meaning and that the stemmer leaves apart: the verb, then its nouns and adjectives. */
const relatives = [
  'acquire acquisition',
  'permit permission permissions permissible',
  'choose choice',
  'compare comparison',
  'connect connectivity',
  'decide decision',
  'describe description',
  'die died dies dying death dead',
  'exceed exceeded exceeding excess excessive',
  'exist existence existent nonexistent',
  'fail failure failures',
  'grow growth',
  'lose loss losses',
  'maximum max maximal',
  'minimum min minimal',
  'receive receipt reception',
  'register registration registry',
  'resolve resolution',
  'respond response responses',
  'retry retries retried retrying',
  'speculate speculative speculation speculatively',
  'proceed proceeded proceeding',
  'succeed succeeded succeeding success successful successfully successes',
  'transmit transmission',
];

const bases = new Map<string, string>();
for (const line of [...verbs, ...relatives]) {
  const [base, ...forms] = line.split(' ');
  for (const form of forms) bases.set(form, base!);
}

/** `-ise` where other writers have `-ize`: behind endings that the Greek suffix follows (`serialise`, but not `raise`). */
const british = /(?<=[aeiou][lmnrt]|ic|th)is(e[drs]?|ing|ations?)$/;
/** `unexpectedly`: the stemmer takes no adverb off a participle. */
const adverb = /(?<=[ei]d|ing)ly$/;

/** `broke` and `broken` are `break`, `failure` is `fail`, `initialised` is `initialized`; any other word is itself. */
export const baseForm = (word: string): string =>
  bases.get(word) ?? word.replace(british, 'iz$1').replace(adverb, '');
