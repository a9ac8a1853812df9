import type { Literal } from '../lex-request.ts';
import type { Word } from '../quote.ts';
import type { Scan } from '../scan.ts';
import { joining, takeAround } from './words.ts';

const before = `${joining}|file|total|sizes?|larger|bigger|greater|heavier|longer|more|smaller|less|lighter|fewer|shorter|than|over|above|under|below|in|excess|at|least|most|up to|down to|beyond|exceed(?:s|ing)?|exactly|equal to|as (?:large|big) as|weigh(?:s|ing)?|tak(?:es?|ing)(?: up)?|occup(?:y|ies|ying)|us(?:e|es|ing)|measur(?:e|es|ing)|minimum|maximum|not|no|aren't|isn't|than or equal to`;
const after =
  'in size|large|big|each|long|or (?:more|larger|bigger|above|over|greater|less|smaller|fewer|below|under)|and (?:more|above|larger|up)|upwards?|of (?:space|data)|in total|on disk';

/** How large the files are, in bytes. */
export function readSize(scan: Scan): Word[] {
  const tests: Word[] = [];
  for (const taken of scan.takeAll(
    `(?:(?:${before}) )*(?:between|from) (<[NB]\\d+>) (?:and|to) (<B>)(?: (?:${after}))*`,
  )) {
    const [low, high] = taken.literals as [Literal, Literal];
    const unit = Number(high.value) / (Number.parseFloat(high.source) || 1);
    const least = low.kind === 'B' ? Number(low.value) : Number(low.value) * unit;
    tests.push('-size', `+${least - 1}c`, '-size', `-${Number(high.value) + 1}c`);
  }
  takeAround(scan, { literal: '(?:> ?)?<B>', before, after }, (found) => {
    const words = `${found.before}${found.after}`;
    const bytes = Number(found.literals[0]!.value);
    if (
      /at least|\bor (?:more|larger|bigger|above|over|greater)|and (?:more|above|larger|up)|minimum|upward|(?:not|no) (?:smaller|less|fewer|below|under)/i.test(
        words,
      )
    )
      tests.push('-size', `+${bytes - 1}c`);
    else if (
      /at most|up to|\bor (?:less|smaller|fewer|below|under)|maximum|(?:not|no) (?:larger|bigger|greater|more|over|above|exceed)/i.test(
        words,
      )
    )
      tests.push('-size', `-${bytes + 1}c`);
    else if (
      /larger|bigger|greater|heavier|longer|\bmore\b|over|above|excess|exceed|beyond/i.test(words)
    )
      tests.push('-size', `+${bytes}c`);
    else if (/smaller|less|lighter|fewer|shorter|under|below/i.test(words))
      tests.push('-size', `-${bytes}c`);
    else if (/exactly|equal|size|as (?:large|big)/i.test(words)) tests.push('-size', `${bytes}c`);
    else return false;
    return true;
  });
  if (
    scan.take(
      `(?:that |which )?(?:are |is )?(?:not empty|non-?empty)|(?:not|non-?) ?empty|(?:with|that have|having) (?:some |any )?content`,
    )
  )
    tests.push('!', '-empty');
  else if (
    scan.take(
      '(?:that |which )?(?:are |is )?(?:completely )?empty|zero[- ](?:byte|length|size)d?|(?:that |which )?(?:contain(?:s|ing)?|with|have|has|having|hold(?:s|ing)?) (?:nothing|no files|no entries)(?: in (?:it|them))?|(?:of |with |have |having )*(?:a )?(?:size (?:of )?(?:zero|0)|no (?:content|bytes)|(?:zero|0) bytes)(?: in size)?',
    )
  )
    tests.push('-empty');
  return tests;
}
