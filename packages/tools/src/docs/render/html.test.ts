import { expect, test } from 'vitest';
import { FactList } from '../facts/fact-list.ts';
import { writeDocuments } from '../write-documents.ts';
import { toHtml } from './html.ts';

const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const facts = new FactList('shell', `a ${hostile}`, 'a.sh');
facts.add('says', `${hostile} <!-- -->`, { line: 1 });
facts.add('reads', `s3://lake/${hostile}`, { line: 2 });
facts.add('triggers', 'b.py', { line: 3 });
const other = new FactList('python', 'b.py', 'jobs/b.py');
other.add('writes', 's3://lake/b', { line: 1 });
const { documents } = writeDocuments([facts.finish(), other.finish()], {
  toolVersion: '1',
  redact: (text) => text,
  sha256Of: () => '0',
});

test('the page needs nothing else and escapes all texts of the code', () => {
  const page = toHtml(documents);
  expect(page).not.toMatch(/<script|<img|<!-- |https?:\/\/(?!schema)/);
  expect(page).toContain('&lt;script&gt;');
  expect(page).toContain("default-src 'none'");
});

test('elements are closed in the order they were opened', () => {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, end, name] of toHtml(documents).matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (/^(?:meta)$/.test(name!)) continue;
    if (end === '') open.push(name!);
    else if (open.pop() !== name) wrong.push(name!);
  }
  expect([open, wrong]).toEqual([[], []]);
});

test('a pipeline that starts another one links to it, and both are in the contents', () => {
  const page = toHtml(documents);
  expect(page).toContain('<a href="#p2"><code>b.py</code></a>');
  expect(page.match(/<li><a href="#p\d">/g)).toHaveLength(2);
  expect(page).toContain('<td><code>b.py</code></td><td><code>s3://lake/b</code></td>');
});
