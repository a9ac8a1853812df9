import type { Span } from '../syntax/span.ts';
import type { Explanation } from './explanation.ts';

const operators: Readonly<Record<string, string>> = {
  '|': '|: gives the output of the command before to the command after.',
  '|&': '|&: gives output and errors of the command before to the command after.',
  '&&': '&&: runs what follows only if what is before succeeds.',
  '||': '||: runs what follows only if what is before fails.',
  ';': ';: then runs what follows.',
  ';;': ';;: ends this case.',
  ';&': ';&: goes on with the next case.',
  ';;&': ';;&: looks at the next cases too.',
  '&': '&: runs it in the background.',
  '(': '(: commands in a shell of their own, or the start of a list.',
  ')': '): ends the group.',
  '((': '((: computes.',
  '))': ')): ends the computation.',
  '{': '{: a group of commands.',
  '}': '}: ends the group.',
  '[[': '[[: a test.',
  ']]': ']]: ends the test.',
  '!': '!: turns success into failure, and back.',
  '\\': 'The line goes on.',
};
const keywords = new Map([
  ['if', 'a condition'],
  ['then', 'what runs if the condition holds'],
  ['elif', 'another condition'],
  ['else', 'what runs if no condition holds'],
  ['fi', 'ends if'],
  ['for', 'runs the body once for each word'],
  ['select', 'lets the user choose, again and again'],
  ['in', 'the words or patterns follow'],
  ['while', 'repeats as long as the command succeeds'],
  ['until', 'repeats as long as the command fails'],
  ['do', 'the body of the loop'],
  ['done', 'ends the loop'],
  ['case', 'chooses by pattern'],
  ['esac', 'ends case'],
  ['function', 'defines a command'],
  ['time', 'tells how long it took'],
  ['coproc', 'runs beside the shell'],
]);
const token =
  /#[^\n]*|;;&|;;|;&|\|&|\|\||&&|\(\(|\)\)|\[\[|\]\]|[|;&(){}!]|\\(?=\n)|[A-Za-z_][\w-]*|[^\s\w|;&(){}[\]!#\\]+|\S/g;

/** Everything in the region that no word covers: operators, keywords, comments; what is left is said to be unexplained. */
export function explainGaps(text: string, explanation: Explanation, region: Span): void {
  const covered = explanation.covered(region);
  for (let at = region.start; at < region.end;) {
    if (covered[at] === 1) {
      at += 1;
      continue;
    }
    let end = at;
    while (end < region.end && covered[end] === 0) end += 1;
    explainGap(text.slice(at, end), at, explanation);
    at = end;
  }
}

function explainGap(gap: string, start: number, explanation: Explanation): void {
  for (const match of gap.matchAll(token)) {
    const [written] = match;
    const span = { start: start + match.index, end: start + match.index + written.length };
    const operator = operators[written];
    const keyword = keywords.get(written);
    if (written.startsWith('#'))
      explanation.add(span, 'comment', 'A comment; the shell ignores it.', 'syntax');
    else if (operator) explanation.add(span, 'operator', operator, 'syntax');
    else if (keyword) explanation.add(span, 'keyword', `${written}: ${keyword}.`, 'syntax');
    else explanation.add(span, 'unknown', 'Not explained here.', 'none');
  }
}
