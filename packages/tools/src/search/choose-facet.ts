import type { ValueFacet } from './count-values.ts';
import { stem } from './porter-stem.ts';
import type { ValueQuestion } from './value-question.ts';
import { wordsOfName, type ValueKind } from './value-text.ts';

/** Things that values are of: the names that people and programs give them, and how such values are written. */
const concepts: readonly {
  readonly words: ReadonlySet<string>;
  readonly kinds: readonly ValueKind[];
}[] = [
  [
    'host hostname rhost server node datanode namenode broker machine ip addr address client peer remote source src dest dst destination from worker rechner adresse hote serveur servidor direccion',
    'address host',
  ],
  [
    'user username login account logname ruser uname who owner principal usr benutzer utilisateur usuario',
    '',
  ],
  [
    'duration elapsed latency time took take second seconds millisecond ms long wait delay runtime dauer duree duracion',
    'duration',
  ],
  ['size bytes byte length len large memory volume grosse taille tamano', 'size'],
  ['status code response statuscode rc exit', 'status'],
  ['path file directory folder pfad datei chemin fichier ruta', 'path'],
  // What stands behind a method of HTTP is what was asked for.
  ['url uri resource page get post put delete head patch', 'path'],
  ['id ids identifier identifiant identificador uuid', 'id'],
  ['block blk blocks', ''],
  ['thread worker tid', ''],
  ['process pid', ''],
  ['application app job', ''],
  ['instance instances vm instanz instancia', ''],
].map(([words = '', kinds = '']) => ({
  words: new Set(words.split(' ').map(stem)),
  kinds: kinds.split(' ').filter(Boolean) as ValueKind[],
}));

/** The name has the word, means the same, or has it as a part; the values are written as such things are. */
const sameWord = 3;
const sameThing = 2.5;
const partOfName = 2;
const sameKind = 1.5;
const enough = 1.5;
/** A measure of the kind that the question is about. */
const measureFits = 3;
const shortestPart = 3;

export interface ChosenFacet<Place> {
  readonly facet: ValueFacet<Place>;
  /** Names of others that fit about as well. */
  readonly others: readonly string[];
}

/**
 * The facet that the words of a question fit: by its name, by how its values are written, by what else its lines say. Among equals
 * the one goes first that differs and that more lines have.
 * @param context texts that the lines were searched by
 * @returns null where none fits
 */
export function chooseFacet<Place>(
  facets: readonly ValueFacet<Place>[],
  question: ValueQuestion,
  context: string,
  lines: number,
): ChosenFacet<Place> | null {
  const about = question.about.map(stem);
  const subject = question.subject.map(stem);
  const measured = ['greatest', 'least', 'average'].includes(question.wish);
  const contextWords = new Set(wordsOfName(context).map(stem));
  const scored = facets
    .map((facet) => {
      const fit = measured
        ? fitOfMeasure(facet, subject, question.measure)
        : fitOfName(facet, subject);
      const said = new Set(facet.kinds.flatMap(({ text }) => wordsOfName(text).map(stem)));
      const shared = about.filter((word) => said.has(word)).length / Math.max(1, about.length);
      const name = wordsOfName(facet.name).map(stem);
      return {
        facet,
        fit,
        score:
          fit +
          2 * shared +
          (0.8 * name.filter((word) => contextWords.has(word)).length) / Math.max(1, name.length) +
          (facet.distinct.count > 1 ? 0.4 : 0) +
          facet.lines / Math.max(1, lines),
      };
    })
    .filter(({ fit }) => fit >= enough)
    .toSorted((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best) return onlyOne(facets, about, measured);
  const others = scored
    .slice(1)
    .filter(
      ({ fit, score, facet }) =>
        fit >= best.fit - 0.5 && score >= best.score - 1.5 && facet.name !== best.facet.name,
    )
    .map(({ facet }) => facet.name);
  return { facet: best.facet, others: [...new Set(others)].slice(0, 5) };
}

/** Whether each of the words names one of the facets or says how its values are written. */
export const areFacets = (
  facets: readonly Pick<ValueFacet<unknown>, 'name' | 'kind'>[],
  words: readonly string[],
): boolean =>
  words.every((word) => facets.some((facet) => fitOfName(facet, [stem(word)]) >= enough));

/** A question that names nothing is about the only thing that is measured, or that differs. */
function onlyOne<Place>(
  facets: readonly ValueFacet<Place>[],
  about: readonly string[],
  measured: boolean,
): ChosenFacet<Place> | null {
  if (about.length > 0) return null;
  const possible = facets.filter(({ kind, distinct, numbers }) =>
    measured
      ? numbers !== null && (kind === 'duration' || kind === 'size')
      : distinct.count > 1 && kind !== 'time',
  );
  return possible.length === 1 ? { facet: possible[0]!, others: [] } : null;
}

function fitOfName<Place>(
  { name, kind }: Pick<ValueFacet<Place>, 'name' | 'kind'>,
  about: readonly string[],
): number {
  // It is counted only where the question names it.
  if (kind === 'event') return sameWord;
  const words = wordsOfName(name).map(stem);
  const whole = name.toLowerCase();
  let best = 0;
  let sum = 0;
  let kindFits = 0;
  for (const word of about) {
    let fit = 0;
    if (words.includes(word)) fit = sameWord;
    for (const { words: same, kinds } of concepts) {
      if (!same.has(word)) continue;
      if (kinds.includes(kind)) kindFits = sameKind;
      if (words.some((each) => same.has(each))) fit = Math.max(fit, sameThing);
    }
    if (word.length >= shortestPart && whole.includes(word)) fit = Math.max(fit, partOfName);
    best = Math.max(best, fit);
    sum += fit;
  }
  return best + 0.3 * (sum - best) + kindFits;
}

function fitOfMeasure<Place>(
  facet: ValueFacet<Place>,
  about: readonly string[],
  measure: ValueQuestion['measure'],
): number {
  if (!facet.numbers || !speaksOf(facet, about)) return 0;
  const named = fitOfName(facet, about);
  if (measure === null) return named;
  if (facet.kind === measure) return measureFits + named / 3;
  return measure === 'size' && facet.kind === 'number' && named >= sameWord ? named : 0;
}

/** What a line is to whoever asks: a request, a run. */
const anyLine = new Set(
  'request call event query operation run response step entry message command anfrage requete peticion'
    .split(' ')
    .map(stem),
);

/** Whether the lines that have the measure speak of what is asked about, where the question names more than a measure. */
function speaksOf<Place>(
  { name, kinds, numbers }: ValueFacet<Place>,
  about: readonly string[],
): boolean {
  const things = about.filter(
    (word) =>
      !anyLine.has(word) &&
      !concepts.some(
        ({ words, kinds: [kind] }) => (kind === 'duration' || kind === 'size') && words.has(word),
      ),
  );
  if (things.length === 0) return true;
  const said = new Set(
    [
      name,
      ...kinds.map(({ text }) => text),
      ...(numbers?.greatest.beside ?? []).map((each) => each.name),
    ].flatMap((text) => wordsOfName(text).map(stem)),
  );
  return things.some(
    (word) =>
      said.has(word) ||
      concepts.some(({ words }) => words.has(word) && [...said].some((each) => words.has(each))),
  );
}
