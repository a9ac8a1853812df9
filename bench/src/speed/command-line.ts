import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { median, type Figure } from './figure.ts';
import { recordedRun, type RecordedRun } from './recorded-run.ts';
import { runCommand, timeCommand } from './run-command.ts';

const sherpa = join(import.meta.dirname, '../../../packages/cli/bin/sherpa.mjs');
const question = 'why did the load fail?';

/** The flags of Node in the package's script `sherpa`. */
export const nodeFlags = ['--max-semi-space-size=8', '--conditions=datasherpa-source'];
/** What Node is given to run `sherpa`. */
export const sherpaArguments = [...nodeFlags, sherpa];

/** Start of the command line against the start of Node itself, in turn. */
export function measureStart(): Figure[] {
  const ours: number[] = [];
  const bare: number[] = [];
  const help = [process.execPath, ...sherpaArguments, '--help'];
  runCommand(help);
  for (let run = 0; run < 15; run++) {
    ours.push(runCommand(help).seconds * 1000);
    bare.push(runCommand([process.execPath, '-e', '0']).seconds * 1000);
  }
  return [
    {
      what: 'sherpa --help',
      value: median(ours),
      unit: 'ms',
      runs: ours.length,
      peer: { name: 'node -e 0', value: median(bare) },
    },
  ];
}

/**
 * From file to answer in one process: time against `sha256sum`, which is the least that storing by content costs; peak memory against
 * that of a tenth of the file.
 */
export function measureWholeFile(
  log: { readonly path: string; readonly lines: number },
  tenth: { readonly path: string },
  scratch: string,
): Figure[] {
  const whole = [1, 2, 3].map(() => answer(log.path, scratch));
  const part = answer(tenth.path, scratch);
  const peer = median(timeCommand(5, ['sha256sum', log.path]));
  return [
    {
      what: `file to answer, ${log.lines.toLocaleString('en-US')} lines`,
      value: median(whole.map(({ seconds }) => seconds)),
      unit: 's',
      runs: whole.length,
      peer: { name: 'sha256sum', value: peer },
    },
    {
      what: 'its processor time',
      value: median(whole.map(({ processorSeconds }) => processorSeconds)),
      unit: 's',
      runs: whole.length,
      peer: null,
    },
    {
      what: 'its peak memory',
      value: Math.max(...whole.map(({ peakMebibytes }) => peakMebibytes)),
      unit: 'MiB (most)',
      runs: whole.length,
      peer: { name: 'a tenth of the file', value: part.peakMebibytes },
    },
  ];
}

function answer(path: string, scratch: string): RecordedRun {
  const home = mkdtempSync(join(scratch, 'home-'));
  try {
    return recordedRun([...sherpaArguments, 'debug', question, path], scratch, {
      env: { HOME: home, DATASHERPA_DATA_DIR: join(home, 'data') },
      exitCodes: [0, 1, 3],
    });
  } finally {
    rmSync(home, { recursive: true });
  }
}
