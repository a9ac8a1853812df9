/**
 * A drawing as a file of its own: no script, no address, no font of others; texts are escaped. Colours follow what the reader's screen
 * prefers, also where the file is shown as a picture in a page.
 */

export interface Plot {
  /** Of a file: `stage-timeline`. */
  readonly name: string;
  readonly title: string;
  /** What it shows, and what was left out, in words. */
  readonly description: string;
  readonly svg: string;
}

export const width = 960;
/** Left of the drawing, for names and numbers of the vertical axis. */
export const left = 250;
export const right = 24;
export const top = 84;

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Characters that XML does not allow, or that change how others are read. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2028\u2029]/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(unseen, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** An element; `content` is markup, made by these functions. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) =>
      value === undefined
        ? []
        : ` ${key}="${typeof value === 'number' ? number(value) : escaped(value)}"`,
    )
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** With a hint that shows on hovering. */
export const hinted = (name: string, attributes: Attributes, hint: string): string =>
  element(name, attributes, element('title', {}, escaped(hint)));

export const label = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escaped(text));

/** Cut so that it fits into so many characters. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;

export const countText = (tasks: number): string => `${tasks} ${tasks === 1 ? 'task' : 'tasks'}`;

const number = (value: number): string =>
  Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';

const style = `text{font:12px system-ui,sans-serif;fill:var(--ink)}
.title{font-size:18px;font-weight:600}.note,.axis{fill:var(--quiet)}.axis{font-size:11px}
.page{fill:var(--page)}.line{stroke:var(--line);stroke-width:1}.bar{fill:var(--main)}.bad{fill:var(--bad)}.pale{fill:var(--pale)}
.stroke{fill:none;stroke:var(--main);stroke-width:2}.edge{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:5 4}
.tick{stroke:var(--ink);stroke-width:2}.worst{stroke:var(--bad);stroke-width:2}
svg{--page:#fff;--ink:#1f2430;--quiet:#5b6475;--line:#d9dee7;--main:#2563eb;--pale:#c3d5fb;--bad:#c62828}
@media (prefers-color-scheme:dark){svg{--page:#14171f;--ink:#e6e9f0;--quiet:#a3adbf;--line:#343b4a;--main:#6ea0ff;--pale:#2b4478;--bad:#ff8078}}`;

/** The whole file around a body that was drawn `height` high. */
export function drawing(
  { title, description }: { readonly title: string; readonly description: string },
  height: number,
  body: readonly string[],
): string {
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      width,
      height: Math.ceil(height),
      role: 'img',
      'aria-labelledby': 'title description',
    },
    [
      element('title', { id: 'title' }, escaped(title)),
      element('desc', { id: 'description' }, escaped(description)),
      `<style>${style}</style>`,
      element('rect', { class: 'page', width: '100%', height: '100%' }),
      label(24, 34, title, { class: 'title' }),
      ...wrapped(description, 150).map((line, at) =>
        label(24, 54 + at * 16, line, { class: 'note' }),
      ),
      ...body,
    ].join('\n'),
  )}\n`;
}

function wrapped(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length >= most) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.slice(0, 2);
}
