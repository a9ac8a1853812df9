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

const bases = new Map<string, string>();
for (const verb of verbs) {
  const [base, ...forms] = verb.split(' ');
  for (const form of forms) bases.set(form, base!);
}

/** `broke` and `broken` are `break`; any other word is itself. */
export const baseForm = (word: string): string => bases.get(word) ?? word;
