import type { Secret } from './secret.ts';

/** Not after `://`: `abfss://container@account.example.com` and `spark://Scheduler@driver.example.com` name places, not people. */
const email =
  /(?<![\w.%+@/-])(?!git@)\w(?:[\w.%+'-]{0,62}[\w+-])?@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w@-])/g;
/** In one piece, or in the groups that are printed on cards. */
const card =
  /(?<![\w.+-])(?:\d{14,16}|\d{4}(?<gap>[ -])\d{4}\k<gap>\d{4}\k<gap>\d{4}|\d{4}[ -]\d{6}[ -]\d{5})(?![\w-]|\.\d)/g;
/** First digits and lengths that issuers use: Visa, Mastercard, American Express, Discover, JCB, Diners. */
const issued =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[689]\d)\d{11})$/;
/** Social security numbers of the United States, without those that are never given out. */
const social = /(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])/g;
/** With country code, or in the grouping of North America. */
const phone =
  /(?<![\w.+-])(?:\+[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}|\(\d{3}\) ?\d{3}[ .-]\d{4}|[2-9]\d{2}-[2-9]\d{2}-\d{4})(?![\w-])/g;

/** E-mail addresses, card numbers, social security numbers and telephone numbers. */
export function findPersonalData(text: string): Secret[] {
  const found: Secret[] = [];
  if (text.includes('@'))
    for (const { index, 0: value } of text.matchAll(email))
      // Kerberos: a principal of a realm, which alone is written in capitals.
      if (!/[a-z].*@[A-Z0-9.-]+$/.test(value))
        found.push({ start: index, end: index + value.length, kind: 'email' });
  for (const { index, 0: value } of text.matchAll(card))
    if (isCardNumber(value))
      found.push({ start: index, end: index + value.length, kind: 'card-number' });
  for (const { index, 0: value } of text.matchAll(social))
    found.push({ start: index, end: index + value.length, kind: 'social-security-number' });
  for (const { index, 0: value } of text.matchAll(phone)) {
    const digits = value.replaceAll(/\D/g, '').length;
    // Without any gap a plus sign and digits are more often a number.
    if (digits >= (/\d[ .()-]/.test(value) ? 8 : 10) && digits <= 15)
      found.push({ start: index, end: index + value.length, kind: 'phone' });
  }
  return found;
}

/** The check sum of card numbers (ISO/IEC 7812-1, annex B). */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (!issued.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
