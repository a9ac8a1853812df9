import type { AdviceData } from './render-advice.ts';

const levels = { critical: 'error', warning: 'warning', info: 'note' } as const;

/** Findings as SARIF 2.1.0, which code hosts show beside a change. */
export function toSarif({ advice }: AdviceData): unknown {
  const rules = [...new Set(advice.findings.map(({ rule }) => rule))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'DataSherpa', rules: rules.map((id) => ({ id })) } },
        results: advice.findings.map(({ rule, severity, title, explanation, formula }) => ({
          ruleId: rule,
          level: levels[severity],
          message: { text: `${title}. ${explanation} (${formula})` },
        })),
      },
    ],
  };
}
