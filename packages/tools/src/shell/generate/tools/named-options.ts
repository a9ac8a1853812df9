import { commandsOf } from '../../explain/explain-command.ts';
import type { Option } from '../../flags/tool.ts';
import { parseShell } from '../../syntax/parse-shell.ts';
import type { Draft } from '../frame.ts';
import { quote } from '../quote.ts';
import type { Scan } from '../scan.ts';

/** Options that change how much is lost are never filled in by their name alone. */
const guarded =
  /force|delete|remove|yes|skip-trash|permanent|prune|purge|destroy|overwrite|recursive|all$/;
const lead = '(?:(?:,? ?(?:and )?)?(?:with|using|in|at|on|for|as|set|the|an?|its|of) )*';
const value = String.raw`(<[NQIPUKLBADX]\d+>|(?!(?:the|a|an|is|of|to|and|for|in|on)\b)[\w./:@-]+)`;

/**
 * What is left of a request and is called like an option of the program ("with the storage class STANDARD_IA", "without headers"):
 * the tables of flags know the names, so no task has to list them.
 */
export function fillNamedOptions(draft: Draft): Draft {
  if (draft.scan.leftover().length === 0 || /[|;&<>\n]/.test(draft.command)) return draft;
  const [seen, more] = commandsOf(parseShell(draft.command));
  if (!seen?.tool || more || !seen.exact) return draft;
  const { invocation, tool } = seen;
  const given = new Set(invocation.options.map(({ option }) => option));
  const options = [...(invocation.subcommand?.options ?? []), ...tool.options];
  const added: string[] = [];
  for (const option of options) {
    if (given.has(option) || added.length >= 5) continue;
    const found = optionWords(draft.scan, option);
    if (found === null) continue;
    given.add(option);
    added.push(...found);
  }
  if (added.length === 0) return draft;
  const at = (invocation.subcommandWords.at(-1) ?? seen.program).span.end;
  return {
    ...draft,
    command: `${draft.command.slice(0, at)} ${added.join(' ')}${draft.command.slice(at)}`,
  };
}

function optionWords(scan: Scan, option: Option): string[] | null {
  for (const name of option.names) {
    const words = /^--([a-z][a-z-]{3,40})$/.exec(name)?.[1];
    if (words === undefined || guarded.test(words) || option.marks.length > 0) continue;
    const parts = words.split('-');
    const phrase = parts.join('[- ]');
    if (option.value === undefined) {
      // One word alone says too little ("quiet" may be anything), unless it is a long one.
      if (parts.length < 2 && words.length < 7) continue;
      if (
        scan.take(`${lead}${phrase}(?:ing|s)?(?: (?:mode|form|output|option|flag))?(?=[ .,;)]|$)`)
      )
        return [name];
      continue;
    }
    const taken = scan.take(
      `${lead}${phrase} (?:set to |of |is |= ?|to |called |named )?${value}`,
      parts.length > 1
        ? `${lead}${value} (?:as )?(?:the )?${phrase}(?=[ .,;]|$)`
        : `${lead}(<[NBA]\\d+>) ${phrase}(?=[ .,;]|$)`,
    );
    const said = taken?.groups.slice(1).find((group) => group !== undefined);
    if (said === undefined) continue;
    const literal = scan.literal(said);
    const text = literal ? ('BA'.includes(literal.kind) ? literal.source : literal.value) : said;
    return [name, quote(text.replace(/[.,]$/, ''))];
  }
  return null;
}
