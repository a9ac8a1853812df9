/**
 * Words that a sentence about facts may use without a fact that says them: they join names and claim nothing beyond what is checked on
 * its own: what is read, written, awaited, started, first and last. No word of quality, purpose, order, frequency, ownership or amount
 * is here.
 */
export const neutralWords: ReadonlySet<string> = new Set(
  `a an the this that these it its which and or of in on by with for as at both also where
  is are does has
  from into to through
  reads read reading takes take uses use using consumes consume
  writes write writing written fills fill produces produce producing creates create stores store storing
  begins begin beginning starts start starting ends end ending finishes finish finishing
  waits wait waiting runs run running
  dag pipeline job script model notebook task tasks step steps
  data dataset datasets table tables file files input inputs output outputs source sources target targets result results
  named called`.split(/\s+/),
);

export const numberWords: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  single: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  dozen: '12',
  hundred: '100',
  thousand: '1000',
};
