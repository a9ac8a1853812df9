import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { harmless } from './render/render-answer.ts';
import { jsonLine } from './render/json-line.ts';

/** Prints the state of each part. Exit code 2 where the server says that it is down. */
export async function health(options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const state = await client.health();
    if (options.json) process.stdout.write(jsonLine(state));
    else {
      const { status, version, components } = harmless(state);
      process.stdout.write(`${status} (version ${version})\n`);
      for (const [name, part] of Object.entries(components))
        process.stdout.write(`  ${name}: ${part.status}, ${part.detail}\n`);
    }
    return state.status === 'down' ? 2 : 0;
  } finally {
    await opened.close();
  }
}
