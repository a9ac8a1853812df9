import type { GivenOption } from '../flags/read-invocation.ts';
import type { Tool } from '../flags/tool.ts';
import type { Argument } from '../syntax/argument.ts';
import type { Call } from './call.ts';
import { derived, flowOf, joined, type Flow } from './flow.ts';
import { isReasonCode, reasonCodes, type ReasonCodeName } from './reason-codes.ts';
import { reportSql } from './sql/report-sql.ts';

/**
 * Effects as the flag table tells them: of the tool or the subcommand, of each option, of operands that are files.
 * An option that is not in the table makes a reading command at least `caution`.
 */
export function followTable(call: Call, tool: Tool): Flow {
  const { invocation } = call;
  const chosen = invocation.subcommand ?? tool;
  const given = invocation.options;
  const has = (mark: string): boolean =>
    given.some((option) => option.option?.marks.includes(mark));
  reportOptionCode(call);
  reportFiles(call, tool);
  if (has('help')) {
    call.report('help-or-version', call.span);
    return flowOf('literal');
  }
  if (chosen.marks.includes('dry-run') || given.some(isDryRun)) {
    call.report('dry-run', call.span);
    return flowOf('unknown');
  }
  const isReading = has('read-only') || chosen.marks.includes('read-only');
  if (isReading) call.report('read-only', call.span);
  if (!has('read-only'))
    for (const mark of chosen.marks)
      if (isReasonCode(mark)) call.report(mark, call.span, { text: describe(call, mark) });
  reportOptions(call, isReading, has('read-only'));
  if (chosen.marks.includes('runs-operands') && invocation.operands.length > 0)
    call.machine.runWords(invocation.operands, call.stdin);
  const told = [...chosen.marks, ...given.flatMap(({ option }) => option?.marks ?? [])];
  if (
    (invocation.unknownSubcommand && !has('read-only')) ||
    !told.some((mark) => isReasonCode(mark) || mark === 'sql' || mark === 'query')
  )
    reportUnknownWork(call, tool);
  return outputOf(call, tool);
}

/** `--dry-run=none` does it really. */
export function isDryRun({ option, values }: GivenOption): boolean {
  return (
    option?.marks.includes('dry-run') === true &&
    !/^(?:none|false|no|0)$/.test(values[0]?.text ?? '')
  );
}

function describe(call: Call, code: ReasonCodeName): string {
  const { subcommand } = call.invocation;
  const what = subcommand ? `${call.name} ${subcommand.path.join(' ')}` : call.name;
  return `${reasonCodes[code].text} (${what} ${(subcommand ?? call.tool)?.meaning ?? ''})`;
}

function reportOptions(call: Call, isReading: boolean, onlyReads: boolean): void {
  for (const { option, argument, name } of call.invocation.options) {
    if (!option) {
      if (isReading && !argument.dynamic)
        call.report('unknown-option', argument, {
          text: `${argument.text.slice(0, 40)} is not in the table of ${call.name}, so what it does is not known.`,
        });
      continue;
    }
    for (const mark of option.marks) {
      if (!isReasonCode(mark) || mark === 'read-only' || mark === 'dry-run') continue;
      // `gzip -cf` prints: what would be replaced is not.
      if (onlyReads && reasonCodes[mark].level === 'caution' && !option.marks.includes('writes'))
        continue;
      call.report(mark, argument, {
        text: `${reasonCodes[mark].text} (${name} ${option.meaning})`,
      });
    }
  }
}

/** Values of options that are run: programs, shell commands, SQL. */
function reportOptionCode(call: Call): void {
  for (const { option, values } of call.invocation.options) {
    const [value] = values;
    if (!option || !value) continue;
    if (option.marks.includes('shell') || option.marks.includes('program')) {
      if (value.text.trim() !== '') call.machine.runText(value, call.stdin);
    } else if (option.marks.includes('checkpoint') && value.text.startsWith('exec='))
      call.machine.runText(
        { ...value, text: value.text.slice(5), verbatim: undefined },
        call.stdin,
      );
    else if (option.marks.includes('sql')) reportSql(call, value);
    else if (option.marks.includes('rest-command'))
      call.machine.runWords(values, call.stdin, { open: true });
  }
}

function reportFiles(call: Call, tool: Tool): void {
  const { invocation, machine } = call;
  for (const { option, values } of invocation.options) {
    if (option?.marks.includes('writes') && values[0])
      machine.writes(values[0], { truncates: !/^g?(?:sort|shuf)$/.test(call.name) });
    if (option?.marks.includes('reads') && values[0]) machine.reads(values[0]);
  }
  for (const { argument, marks } of operandsOf(call, tool)) {
    if (marks.includes('reads')) machine.reads(argument);
    if (marks.includes('writes')) machine.writes(argument, { truncates: true });
    for (const mark of marks) if (isReasonCode(mark)) call.report(mark, argument);
  }
}

/** Operands with what the table says of each; the script of `sed` and its like is skipped where an option brings it. */
export function operandsOf(
  call: Pick<Call, 'invocation'>,
  tool: Tool,
): { argument: Argument; name: string; marks: readonly string[]; meaning: string }[] {
  const { invocation } = call;
  const declared = invocation.subcommand?.operands.length
    ? invocation.subcommand.operands
    : tool.operands;
  const scripted = invocation.options.some(({ option }) => option?.marks.includes('script'));
  const places = scripted ? declared.filter(({ marks }) => !marks.includes('script')) : declared;
  return invocation.operands.map((argument, index) => {
    const last = places.at(-1);
    const place = places[index] ?? (last?.repeats ? last : undefined);
    return {
      argument,
      name: place?.name ?? '',
      marks: place?.marks ?? [],
      meaning: place?.meaning ?? '',
    };
  });
}

/** Neither the tool nor a known subcommand tells what is done. */
function reportUnknownWork(call: Call, tool: Tool): void {
  const unknown = call.invocation.unknownSubcommand;
  if (unknown && tool.subcommands.length === 0) return;
  const what = unknown ? `${call.name} ${unknown.text.slice(0, 40)}` : call.name;
  call.report('unknown-option', unknown ?? call.span, {
    text: `The table does not tell what ${what} does.`,
  });
}

function outputOf(call: Call, tool: Tool): Flow {
  const texts = call.words.map(({ text }) => text);
  const files = operandsOf(call, tool).filter(({ marks }) => marks.includes('reads'));
  if (files.length === 0) return derived(call.stdin, texts);
  let flow = flowOf(
    'file',
    files.map(({ argument }) => argument.text),
  );
  for (const { argument } of files) {
    if (argument.text === '-') flow = joined(flow, call.stdin);
    const printed = call.machine.substituted(argument);
    if (printed) flow = joined(flow, derived(printed, []));
  }
  return derived(flow, texts, 'file');
}
