import type { Answer } from '@datasherpa/agent/plugin';
import type { AdviceData } from './render-advice.ts';

const levels = { critical: 'error', warning: 'warning', info: 'note' } as const;

/**
 * Findings as SARIF 2.1.0, which code hosts show beside a change. Each stands at the line of the log that proves it, or at the start of the
 * log.
 */
export function toSarif({ data, evidence }: Answer): unknown {
  const { advice, read } = data as AdviceData;
  const [log] = read.files;
  const rules = new Map(advice.findings.map((finding) => [finding.rule, finding]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'DataSherpa',
            rules: [...rules.values()].map(({ rule, threshold, caveat, disproof }) => ({
              id: rule,
              shortDescription: { text: rule.replaceAll('-', ' ') },
              fullDescription: { text: threshold },
              help: { text: `${caveat} Wrong if: ${disproof}` },
            })),
          },
        },
        results: advice.findings.map((finding) => {
          const { rule, severity, title, explanation, formula, stages, recommendations } = finding;
          const proof = evidence.find(({ why }) => why === `${title}.`);
          const source = proof?.source ?? log?.name;
          const set = recommendations.map(({ key, new: value }) => `${key}=${value}`).join(', ');
          return {
            ruleId: rule,
            level: levels[severity],
            message: {
              text: `${title}. ${explanation} (${formula})${set === '' ? '' : ` Set ${set}.`}`,
            },
            ...(source !== undefined && {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: encodeURI(source).replaceAll('#', '%23') },
                    region: { startLine: proof?.lines[0] ?? 1 },
                  },
                  ...(stages.length > 0 && {
                    logicalLocations: stages.map(({ id, attempt }) => ({
                      name: `stage ${id}.${attempt}`,
                      kind: 'stage',
                    })),
                  }),
                },
              ],
            }),
            // The same in the next run of the job, whatever its numbers are.
            partialFingerprints: {
              'ruleAndStages/v1': `${rule}:${stages.map(({ id }) => id).join(',')}`,
            },
          };
        }),
      },
    ],
  };
}
