import { expect, test } from 'vitest';
import { createRedactionSession } from './redaction-session.ts';

const text = 'password=Xk29fa for a@example.org, again password=Xk29fa, then b@example.org';

test('the same secret has the same placeholder, in one text and in the next', () => {
  const session = createRedactionSession();
  expect(session.redact(text)).toBe(
    'password=<password-1> for <email-1>, again password=<password-1>, then <email-2>',
  );
  expect(session.redact('mail b@example.org')).toBe('mail <email-2>');
  expect(createRedactionSession().redact('mail b@example.org')).toBe('mail <email-1>');
});

test('what was redacted comes back, byte for byte', () => {
  const session = createRedactionSession();
  for (const each of [text, '', '<', 'a <b> &lt; \u0000 \ud800 é 🎉 password=é🎉x'])
    expect(session.restore(session.redact(each))).toBe(each);
});

test('a text that looks like a placeholder stays what it is and gets no secret', () => {
  const session = createRedactionSession();
  const forged = session.redact('password=Xk29fa; the log says <password-1> and <email-9>');
  expect(session.restore(forged)).toBe('password=Xk29fa; the log says <password-1> and <email-9>');
  const first = createRedactionSession();
  const early = first.redact('see <password-1>');
  expect(first.restore(`${early} ${first.redact('password=Xk29fa')}`)).toBe(
    'see <password-1> password=Xk29fa',
  );
});

test('placeholders that the session did not give stay', () => {
  const session = createRedactionSession();
  session.redact(text);
  expect(session.restore('<email-3> <b> <password-1>')).toBe('<email-3> <b> Xk29fa');
});

test('in parts, wherever they are cut', () => {
  const session = createRedactionSession();
  const redacted = `${session.redact(text)} a < b <em>`;
  const whole = session.restore(redacted);
  for (let at = 0; at <= redacted.length; at++) {
    const restorer = session.restorer();
    const parts = [redacted.slice(0, at), redacted.slice(at)].map((part) => restorer.push(part));
    expect(parts.join('') + restorer.end()).toBe(whole);
  }
  const single = session.restorer();
  expect(
    redacted
      .split('')
      .map((part) => single.push(part))
      .join('') + single.end(),
  ).toBe(whole);
});

test('text without a bracket is passed on at once', () => {
  expect(createRedactionSession().restorer().push('The disk ')).toBe('The disk ');
});
