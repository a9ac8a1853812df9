import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assessRisk } from '@datasherpa/tools/shell';
import { checkCommand } from 'cc-safety-net/api';
import type { RiskCase } from './shell/analysis.ts';
import type { Suite } from './suite.ts';

/** The patterns that deny lists in the wild usually have. */
const denied: readonly RegExp[] = [
  /\brm\s+(?:-\w+\s+)*-\w*[rf]/,
  /\brm\s+--(?:recursive|force)/,
  /\bmkfs/,
  /\bdd\s+.*of=\/dev\//,
  />\s*\/dev\/(?:sd|nvme|hd|vd)/,
  /:\(\)\s*\{.*\};:/,
  /\bchmod\s+(?:-R\s+)?777/,
  /\bchown\s+-R/,
  /\b(?:shutdown|reboot|halt|poweroff)\b/,
  /\bkill\s+-9/,
  /\bkillall\b/,
  /(?:curl|wget)[^|]*\|\s*(?:sudo\s+)?(?:ba|z)?sh/,
  /\bgit\s+push\s+.*(?:--force|-f\b)/,
  /\bgit\s+reset\s+--hard/,
  /\bgit\s+clean\s+-\w*f/,
  /\b(?:drop|truncate)\s+(?:table|database|schema)\b/i,
  /\bdelete\s+from\b/i,
  /\bfind\b.*-delete/,
  /\bterraform\s+destroy/,
  /\bkubectl\s+delete/,
  /\baws\s+s3\s+rm/,
  /\bdocker\s+system\s+prune/,
  /\bcrontab\s+-r/,
  /\biptables\s+-F/,
  /\beval\b/,
];

/** The same commands judged by this project, by a list of patterns, and by a guard from npm that answers allow or deny. */
export const shellGuards: Suite = async ({ data, limit }) => {
  const { commands } = JSON.parse(await readFile(join(data, 'risk.json'), 'utf8')) as {
    commands: RiskCase[];
  };
  const chosen = commands.slice(0, limit ?? commands.length);
  const guards: Readonly<Record<string, (command: string) => boolean>> = {
    dataSherpa: (command) => assessRisk(command).level === 'destructive',
    denyList: (command) => denied.some((pattern) => pattern.test(command)),
    ccSafetyNet: (command) => checkCommand({ command, cwd: tmpdir() }).kind === 'deny',
  };
  const scores: Record<string, object> = {};
  const failures: { id: string; why: string }[] = [];
  for (const [name, flags] of Object.entries(guards)) {
    const count = { destructiveCaught: 0, destructive: 0, safeFlagged: 0, safe: 0 };
    for (const { id, command, risk } of chosen) {
      if (risk !== 'destructive' && risk !== 'safe') continue;
      const flagged = flags(command);
      count[risk] += 1;
      if (flagged && risk === 'destructive') count.destructiveCaught += 1;
      if (flagged && risk === 'safe') count.safeFlagged += 1;
      if (name === 'dataSherpa' && flagged !== (risk === 'destructive'))
        failures.push({ id, why: command });
    }
    scores[name] = count;
  }
  return { n: chosen.length, scores, failures };
};
