import type { Finding, FindingLevel } from '../lint/finding.ts';

const sarifLevels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Findings as SARIF 2.1.0, for code scanning. Fixes are given along. */
export function findingsAsSarif(findings: readonly Finding[], version: string): object {
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'DataSherpa',
            version,
            rules: rules.map((id) => ({
              id,
              shortDescription: { text: findings.find(({ rule }) => rule === id)!.hint },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, level, message, hint, file, line, endLine, fix }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: sarifLevels[level],
          message: { text: `${message} ${hint}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file) },
                region: { startLine: line, endLine },
              },
            },
          ],
          ...(fix && {
            fixes: [
              {
                description: { text: fix.message },
                artifactChanges: [
                  {
                    artifactLocation: { uri: uriOf(file) },
                    replacements: fix.edits.map((edit) => ({
                      deletedRegion: {
                        startLine: edit.line,
                        startColumn: edit.column,
                        endLine: edit.endLine,
                        endColumn: edit.endColumn,
                      },
                      insertedContent: { text: edit.text },
                    })),
                  },
                ],
              },
            ],
          }),
        })),
      },
    ],
  };
}

/** A relative reference: what means something else in one is escaped, also a colon in the first part. */
const uriOf = (path: string): string =>
  path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');

const githubLevels = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Findings as workflow commands: GitHub shows them at the lines of a pull request. */
export function findingsAsGithub(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ rule, level, message, hint, file, line, endLine }) =>
        `::${githubLevels[level]} file=${property(file)},line=${line},endLine=${endLine},title=${property(rule)}::${escaped(`${message} ${hint}`)}\n`,
    )
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string =>
  escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export const countOf = (findings: readonly Finding[]): Record<FindingLevel, number> => ({
  error: findings.filter(({ level }) => level === 'error').length,
  warning: findings.filter(({ level }) => level === 'warning').length,
  info: findings.filter(({ level }) => level === 'info').length,
});
