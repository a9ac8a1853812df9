#!/usr/bin/env node
import './check-node.mjs';
// By default import: an old Node lacks names of this module, and must come as far as the check above.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Stripped and compiled sources are kept beside the packages, which have the same owner as the code. Where the folder
// cannot be written the start is only slower.
module.enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/datasherpa', import.meta.url)),
);
await import('../src/main.ts');
