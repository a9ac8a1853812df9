import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of others that has code in the image; in the form in which Vite lists those of the page. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** Of its licence. */
  readonly text?: string | undefined;
}

/** The texts of licence and notice that a package brings. */
export function licenceOf(folder: string): string | undefined {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.length > 0 ? texts.join('\n\n') : undefined;
}
