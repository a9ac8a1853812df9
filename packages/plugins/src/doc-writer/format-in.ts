export const formats = [
  'markdown',
  'html',
  'mermaid',
  'openlineage',
  'lineage',
  'dbt-schema',
] as const;
type Format = (typeof formats)[number];

/** Words that ask for another form than a document; the first that fits counts. */
const asked: readonly (readonly [RegExp, Format])[] = [
  [/\bopen ?lineage\b/i, 'openlineage'],
  [/\bschema\.ya?ml\b|\bdbt schema\b/i, 'dbt-schema'],
  [/\bhtml\b|\bweb ?page\b/i, 'html'],
  [/\bmermaid\b|\bdiagram\b|\bflow ?chart\b|\bdraw\b/i, 'mermaid'],
  [/\blineage\b.*\bjson\b|\bjson\b.*\blineage\b|\blineage graph\b/i, 'lineage'],
  [/\b(?:only|just)\b.*\blineage\b|\blineage\b.*\b(?:only|nothing else)\b/i, 'mermaid'],
];

/** The form of the answer that a request asks for; null where it asks for none. */
export const formatIn = (text: string): Format | null =>
  asked.find(([words]) => words.test(text))?.[1] ?? null;
