/** Private-use characters that stand for a template in shell text: one word, no sign that a shell reads. */
const first = 0xe000;
const padding = '\uf8ff';
const mostTemplates = 1000;

export interface WithoutTemplates {
  /** As long as the text that came in, with its line ends where they were. */
  readonly text: string;
  /** The templates back in a piece of that text. */
  readonly restore: (piece: string) => string;
}

/** Takes Jinja templates out of a shell command, so that it can be read as one: `{{ ds }}` is part of a word, `{% if %}` is nothing. */
export function withoutTemplates(command: string): WithoutTemplates {
  const templates: string[] = [];
  const text = command
    .replaceAll(/\{[%#][^\n]*?[%#]\}/g, (tag) => ' '.repeat(tag.length))
    .replaceAll(/\{\{[^\n]*?\}\}/g, (template) => {
      if (templates.length >= mostTemplates) return template;
      templates.push(template);
      return String.fromCharCode(first + templates.length - 1).padEnd(template.length, padding);
    });
  return {
    text,
    restore: (piece) =>
      piece.replaceAll(
        /[\ue000-\uf8fe]\uf8ff*/g,
        (sign) => templates[sign.charCodeAt(0) - first] ?? sign,
      ),
  };
}
