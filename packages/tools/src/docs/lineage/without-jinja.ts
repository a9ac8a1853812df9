/**
 * Replaces Jinja by SQL that has the same tables: dbt's `ref` and `source` become names, other expressions a placeholder, statements
 * and comments nothing. Lines stay where they are.
 */
export function withoutJinja(sql: string): { readonly sql: string; readonly templated: boolean } {
  let templated = false;
  const replaced = sql.replaceAll(jinja, (whole) => {
    templated = true;
    const lines = '\n'.repeat(whole.split('\n').length - 1);
    return whole.startsWith('{{') ? `${nameFor(whole)}${lines}` : lines;
  });
  return { sql: replaced, templated };
}

/** Bounded, so that an unclosed brace costs no more than this many characters each. */
const jinja = /\{\{[^{}]{0,2000}\}\}|\{%[^%]{0,2000}%\}|\{#[^#]{0,4000}#\}/gu;
const twoNames = /\b(ref|source)\s*\(\s*(['"])([^'"]{1,200})\2\s*,\s*(['"])([^'"]{1,200})\4/u;
const oneName = /\bref\s*\(\s*(['"])([^'"]{1,200})\1/u;
const context =
  /^\{\{-?\s*(?:params|var|dag_run\.conf|ti|macros)?\.?([A-Za-z_][A-Za-z0-9_]{0,100})/u;

function nameFor(expression: string): string {
  const two = twoNames.exec(expression);
  // `ref('package', 'model')` names a model of another package: the table is the model.
  if (two) return two[1] === 'source' ? `${two[3]}.${two[5]}` : two[5]!;
  const one = oneName.exec(expression);
  if (one) return one[2]!;
  if (/^\{\{-?\s*config\s*\(/u.test(expression)) return '';
  return `jinja_${context.exec(expression)?.[1] ?? 'expression'}`;
}
