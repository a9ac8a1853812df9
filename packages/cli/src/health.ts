import type { GlobalOptions } from './main.ts';
import { openClient } from './open-client.ts';

/** Prints the state of each part. */
export async function health(options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const state = await client.health();
    if (options.json) process.stdout.write(`${JSON.stringify(state)}\n`);
    else {
      process.stdout.write(`${state.status} (version ${state.version})\n`);
      for (const [name, part] of Object.entries(state.components))
        process.stdout.write(`  ${name}: ${part.status}, ${part.detail}\n`);
    }
    return state.status === 'down' ? 2 : 0;
  } finally {
    await opened.close();
  }
}
