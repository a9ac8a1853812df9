#!/usr/bin/env node
import './check-node.mjs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Stripped and compiled sources are kept beside the packages, which have the same owner as the code. Where the folder
// cannot be written the start is only slower.
enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/datasherpa', import.meta.url)),
);
await import('../src/main.ts');
