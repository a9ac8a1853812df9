/** What a request wants to know of values. */
export const valueWishes = [
  'most frequent',
  'least frequent',
  'greatest',
  'least',
  'average',
  'different',
] as const;
export type ValueWish = (typeof valueWishes)[number];

export interface ValueQuestion {
  readonly wish: ValueWish;
  /** The words that say of what, in small letters: `remote`, `host`. */
  readonly about: readonly string[];
  /** Those of them that name what is counted or measured: behind `which`, `how many different`; all where no such word stands. */
  readonly subject: readonly string[];
  /** What the wish itself is about: the longest and the fastest are durations. */
  readonly measure: 'duration' | 'size' | null;
}

/** How people ask, in English, German, French and Spanish; accents are taken off before. The first that fits counts. */
const wishes: readonly (readonly [ValueWish, RegExp])[] = [
  [
    'different',
    /\b(?:how many|number of|count (?:of )?(?:the )?|wie viele|combien de?|cuant[oa]s) (?:\w+ )?(?:different|distinct|unique|verschiedene|unterschiedliche|differente?s|distincte?s|diferentes|distint[oa]s)\b|\b(?:combien|cuant[oa]s)\b.{1,40}\b(?:differente?s|distincte?s|diferentes|distint[oa]s)\b|\b(?:different|distinct|unique) \w+.{0,30}\bhow many\b/,
  ],
  [
    'average',
    /\b(?:average|averages|avg|on average|durchschnitt\w*|im (?:schnitt|mittel)|en moyenne|moyenne?|promedio|de media)\b|\b(?:the|arithmetic) mean\b|\bmean (?:time|duration|latency|size|value|length)\b|\bhow long\b.{0,60}\b(?:usually|typically)\b/,
  ],
  [
    'greatest',
    /\b(?:longest|slowest|largest|biggest|highest|greatest|heaviest|maximum|maximal|langste[nrs]?|langsten|langsamste\w*|grosste\w*|hochste\w*)\b|\b(?:the|what is|whats) max\b|\bmost (?:time|memory|bytes|data|space|rows|records|seconds)\b|\ble plus (?:long|lent|grand|eleve)\w*|\bplus (?:longtemps|lent|lente|longue)\b|\bmas (?:larg[oa]|lent[oa]|grande|alt[oa]|tiempo|tard\w*)\b/,
  ],
  [
    'least',
    /\b(?:shortest|fastest|quickest|smallest|lowest|minimum|minimal|kurzeste[nrs]?|schnellste\w*|kleinste\w*|niedrigste\w*)\b|\b(?:the|what is|whats) min\b|\b(?:least|fewest) (?:time|memory|bytes|data|space|rows|records|seconds)\b|\bplus (?:rapide|court|petit|vite|bas)\w*|\bmas (?:rapid[oa]|cort[oa]|pequen[oa]|baj[oa])\b/,
  ],
  [
    'least frequent',
    /\b(?:least (?:often|frequent\w*|common\w*)|rarest|most rarely|least|seltenste\w*|am seltensten|moins (?:souvent|frequent\w*)|menos (?:frecuente|veces|comun))\b/,
  ],
  [
    'most frequent',
    /(?<!\bat )\bmost(?:ly)?\b(?! (?:recent\w*|likely|probabl\w*|important\w*|of (?:the|my|our) )\b)|\b(?:predominant\w*|dominant|haufigste\w*|am (?:haufigsten|meisten)|meistens?|meiste[nrs]?|plus (?:souvent|frequent\w*)|mas (?:frecuente\w*|veces|comun\w*))\b|\btop (?:\d+ )?[a-z]+s\b/,
  ],
];

const ofDuration =
  /\b(?:longest|slowest|shortest|fastest|quickest|how long|longtemps|lente?|rapide|langste\w*|langsamste\w*|kurzeste\w*|schnellste\w*|mas (?:larg|lent|rapid|cort)[oa])\b/;
const ofSize = /\b(?:largest|biggest|heaviest|smallest|grosste\w*|kleinste\w*)\b/;

/** Words of a question that name nothing that could be counted. */
const otherWords = new Set(
  'a about again all also an and any appear appears are arise as asked at average avg be been before being between but by came can come comes common count different difference distinct do does dominant each else entire every far fewest find first for frequent frequently frequency from get gets give given had happen happened happens has have heaviest here highest how i in is it its kind last least line lines list log logs longest lowest many max maximal maximum me mean min minimal minimum more most mostly much my name no not now number occur occurs of often ok okay on once one ones only or other our out over overall per please pls question quickest rarest rarely say says see seen separate show shortest shows slowest smallest so tell than that the their them then there these they this those times to too top total typically up us usually value values various was we were what whats when where which while who whole whose will with within you your biggest fastest greatest largest unique welche welcher welches wer was wie viele verschiedene unterschiedliche am haufigsten meisten meistens und die der das den dem ist im durchschnitt durchschnittliche durchschnittlich mittel langsten langsamste schnellste schnellsten kurzeste grosste kleinste kommt vor quel quelle quels quelles est le la les plus souvent frequent frequente combien de des d y a t il moyenne moyen en et cual cuales cuantos cuantas es el los las mas menos frecuente veces promedio media diferentes distintos distintas differents differentes hay'.split(
    ' ',
  ),
);

/** Where the lines are, not what is asked of them. */
const inWhichFile =
  /\b(?:over|in|of|for|from|across|through) (?:(?:the|this|that|these|those|all|whole|entire) )+(?:log )?files?\b/g;

/** What a request asks of the values of lines, or null where it asks for something else. */
export function valueQuestion(text: string): ValueQuestion | null {
  const plain = withoutAccents(text.slice(0, 1000)).replaceAll(inWhichFile, ' ');
  const [wish] = wishes.find(([, words]) => words.test(plain)) ?? [];
  if (!wish) return null;
  const measured = wish === 'greatest' || wish === 'least' || wish === 'average';
  const about = (plain.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).filter(
    (word) => word.length > 1 && !otherWords.has(word),
  );
  return {
    wish,
    about: [...new Set(about)].slice(0, 20),
    subject: subjectOf(plain, about),
    measure: !measured
      ? null
      : ofDuration.test(plain)
        ? 'duration'
        : ofSize.test(plain)
          ? 'size'
          : null,
  };
}

const asksFor =
  /\b(?:which|what|whose|welche[rns]?|quel(?:le)?s?|cual(?:es)?|(?:different|distinct|unique|verschiedene|unterschiedliche))(?: (?:of )?(?:the|these|those|different|distinct|unique|is|are|was))* ((?:[a-z_][\w.-]* ?){1,2})/;

/** Up to two words, for the first may only describe the second, and the second may be a verb: `remote host`, `broker lost`. */
function subjectOf(plain: string, about: readonly string[]): string[] {
  const words = (asksFor.exec(plain)?.[1] ?? '').split(' ');
  const subject = words.slice(0, about.includes(words[0]!) ? 2 : 0);
  const named = subject.filter((word) => about.includes(word));
  return named.length > 0 ? named : [...new Set(about)].slice(0, 20);
}

/** Whether a text is a question or names what it wants, as opposed to words that are to be found: `max retries exceeded`. */
export const isAsking = (text: string): boolean =>
  /^\s*(?:and |ok(?:ay)?,? )*(?:(?:show|give|tell|list|find)(?: me)? (?:the|which|how)|which|what|what's|who|whose|how|the|average|mean|welche[rns]?|wer|wie|quel(?:le)?s?|combien|cual(?:es)?|que|cuant[oa]s)\b|\?\s*$/i.test(
    text,
  );

const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase();
