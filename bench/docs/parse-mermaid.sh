#!/usr/bin/env bash
# Are the diagrams of documents read by Mermaid itself? parse-mermaid.sh DIAGRAMS (a folder of .mmd files)
# The mermaid package is installed into a folder of its own, which is removed again: it is large, and only this check needs it.
set -euo pipefail
diagrams=$(cd "$1" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mermaid@11.17.2 >/dev/null
cat >parse.mjs <<'SCRIPT'
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import purify from 'dompurify';
// Without a document DOMPurify has no methods; parsing needs none of what they do.
purify.addHook = () => {};
purify.sanitize = (text) => text;
const { default: mermaid } = await import('mermaid');
const folder = process.argv[2];
const wrong = [];
const names = readdirSync(folder).filter((name) => name.endsWith('.mmd'));
for (const name of names)
  await mermaid.parse(readFileSync(join(folder, name), 'utf8')).catch((error) => wrong.push(`${name}: ${error.message}`));
console.log(`${names.length} diagrams, ${wrong.length} refused`);
for (const text of wrong) console.log(text);
process.exitCode = names.length === 0 || wrong.length > 0 ? 1 : 0;
SCRIPT
node parse.mjs "$diagrams"
