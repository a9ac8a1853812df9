import type { Secret } from './secret.ts';

/**
 * National identity numbers and bank accounts. Those whose form or check digits say what they are, are taken wherever they stand;
 * plain digits (the Dutch BSN, the Polish PESEL, the German tax id ...) look like any number, so they are taken where a name says so.
 */

interface Kind {
  readonly form: RegExp;
  /** Whether the check digits, or the date within, are right. Gets letters and digits only, in capitals. */
  readonly isRight: (value: string) => boolean;
}

const digitsOf = (text: string): number[] => Array.from(text, Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * digits[at]!, 0);
/** Letters count as 10 to 35; the number is taken digit by digit, since it has up to 70 of them. */
const modulo97 = (text: string): number =>
  Array.from(text).reduce((rest, sign) => Number(`${rest}${parseInt(sign, 36)}`) % 97, 0);

const kinds: readonly Kind[] = [
  {
    // IBAN (ISO 13616): check digits by ISO 7064, modulo 97.
    form: /(?<![\w+/=.-])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\w+/=-])/g,
    isRight: (value) =>
      value.length >= 15 &&
      value.length <= 34 &&
      modulo97(value.slice(4) + value.slice(0, 4)) === 1,
  },
  {
    // Italy, codice fiscale (D.M. 23 December 1976): the sum over odd places goes by a table.
    form: /(?<![\w-])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w-])/g,
    isRight: (value) => value[15] === italianLetter(value),
  },
  {
    // United Kingdom, National Insurance number: prefixes that are never given out are left out.
    form: /(?<![\w-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d\d){3} ?[A-D](?![\w-])/g,
    isRight: () => true,
  },
  {
    // France, NIR: sex, year, month, place, number, and 97 less the rest of all before it.
    form: /(?<![\w.+-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-]|\.\d)/g,
    isRight(value) {
      const number = value.slice(0, 13).replace('2A', '19').replace('2B', '18');
      return 97 - (Number(number) % 97) === Number(value.slice(13));
    },
  },
  {
    // Brazil, CPF: only in its printed form.
    form: /(?<![\w.+-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g,
    isRight(value) {
      const digits = digitsOf(value);
      const check = (count: number): number => {
        const weights = Array.from({ length: count }, (_, at) => count + 1 - at);
        return ((weighted(digits, weights) * 10) % 11) % 10;
      };
      return check(9) === digits[9] && check(10) === digits[10];
    },
  },
  {
    // Switzerland, AHV: 13 digits with the check digit of EAN-13.
    form: /(?<![\w.+-])756\.\d{4}\.\d{4}\.\d{2}(?![\w-]|\.\d)/g,
    isRight: (value) =>
      weighted(digitsOf(value), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  },
  {
    // China, resident identity (GB 11643): birthday and ISO 7064, modulo 11-2.
    form: /(?<![\w.+-])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?![\w-]|\.\d)/g,
    isRight: (value) =>
      '10X98765432'[
        weighted(
          digitsOf(value.slice(0, 17)),
          [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
        ) % 11
      ] === value[17],
  },
  {
    // Korea, resident registration: birthday, then 1 to 8 for century and sex. Numbers since 2020 have no check digit.
    form: /(?<![\w.+-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?![\w-])/g,
    isRight: () => true,
  },
  {
    // India, Aadhaar, in its printed groups: Verhoeff's check digit.
    form: /(?<![\w.+-])[2-9]\d{3} \d{4} \d{4}(?![\w-]|[.,]\d| \d)/g,
    isRight: (value) => verhoeff(digitsOf(value)) === 0,
  },
];

/** What a name says: `national_id=`, `"passportNumber": "`, `BSN: `, `steuer-id `. */
const named =
  /(?<![A-Za-z])(?:national[ _-]?(?:id|identity|insurance)|personal[ _-]?(?:id|identity|code)|tax[ _-]?(?:payer)?[ _-]?(?:id|identification)|social[ _-]?(?:security|insurance)|citizen[ _-]?id|identity[ _-]?card|passport|steuer[ _-]?id|personnummer|codice[ _-]?fiscale|aadhaar|pesel|bsn|cpf|cnp|dni|nie|nif|nino|nir|sin|ssn|tin)(?:[ _-]?(?:number|num|no|nr))?\\?["']?\s{0,3}(?:[:=]|\bis\b|\s)\s{0,3}\\?["']?(?<value>[A-Z]{0,2}[ .-]?\d(?:[ ./-]?[A-Z\d]){5,14})(?![\w-])/gi;

/** @returns national identity numbers and bank accounts, unordered. */
export function findNationalIds(text: string): Secret[] {
  const found: Secret[] = [];
  for (const { form, isRight } of kinds)
    for (const { index, 0: value } of text.matchAll(form))
      if (isRight(value.replaceAll(/[ .-]/g, '')))
        found.push({ start: index, end: index + value.length, kind: 'national-id' });
  for (const { index, 0: all, groups } of text.matchAll(named)) {
    const value = groups!['value']!;
    // Fewer are an age, a port, a count.
    if (value.replaceAll(/\D/g, '').length < 6) continue;
    const start = index + all.length - value.length;
    found.push({ start, end: start + value.length, kind: 'national-id' });
  }
  return found;
}

const italianOdd = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function italianLetter(value: string): string {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const code = value.charCodeAt(at);
    const place = code <= 57 ? code - 48 : code - 65;
    sum += at % 2 === 0 ? italianOdd[place]! : place;
  }
  return String.fromCharCode(65 + (sum % 26));
}

/** Verhoeff, Error Detecting Decimal Codes (1969): multiplication in the dihedral group of order 10, after a permutation by place. */
function verhoeff(digits: readonly number[]): number {
  const multiply = (one: number, other: number): number => {
    if (one < 5) return other < 5 ? (one + other) % 5 : 5 + ((one + other) % 5);
    return other < 5 ? 5 + ((one - other + 10) % 5) : (one - other + 10) % 5;
  };
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const permuted = (digit: number, times: number): number =>
    times === 0 ? digit : permuted(permutation[digit]!, times - 1);
  return digits.reduceRight(
    (check, digit, at) => multiply(check, permuted(digit, (digits.length - 1 - at) % 8)),
    0,
  );
}
