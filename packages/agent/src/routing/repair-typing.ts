/** Words that choose a tool, where a slip of the finger would hide what is wanted. */
const asking =
  'search explain compare command document documentation review optimize optimise recommend describe summarize summarise warnings errors lines lineage reason script failed failure count where which migrate difference meaning'.split(
    ' ',
  );
const known = new Set(asking);
const shortest = 5;

/** The text with slips in the words that ask put right: "serach", "comand". Everything else stays as typed. */
export const repairTyping = (text: string): string =>
  text.replaceAll(/(?<![\w./-])[a-z]{4,16}(?![\w./-])/gi, (typed) => {
    const word = typed.toLowerCase();
    if (known.has(word)) return typed;
    return (
      asking.find(
        (wanted) =>
          wanted.length >= shortest && word[0] === wanted[0] && isOneSlipAway(word, wanted),
      ) ?? typed
    );
  });

/** One letter too few, two letters swapped, or another letter in place of one inside the word. */
function isOneSlipAway(typed: string, wanted: string): boolean {
  if (typed.length > wanted.length || wanted.length - typed.length > 1) return false;
  let at = 0;
  while (at < typed.length && typed[at] === wanted[at]) at += 1;
  if (typed.length < wanted.length) return typed.slice(at) === wanted.slice(at + 1);
  const swapped =
    typed[at] === wanted[at + 1] &&
    typed[at + 1] === wanted[at] &&
    typed.slice(at + 2) === wanted.slice(at + 2);
  return swapped || (at < typed.length - 1 && typed.slice(at + 1) === wanted.slice(at + 1));
}
