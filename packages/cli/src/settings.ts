import type { SettingList } from '@datasherpa/server/client';
import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { jsonLine } from './render/json-line.ts';
import { harmless } from './render/render-answer.ts';

/** Prints the settings of the project and where each value comes from. */
export async function listSettings(options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  try {
    show(options, await opened.client.settings());
    return 0;
  } finally {
    await opened.close();
  }
}

/** Sets a value, or with null goes back to what counts without it. What is no JSON is a text. */
export async function changeSetting(
  name: string,
  value: string | null,
  options: GlobalOptions,
): Promise<number> {
  const opened = await openClient(options);
  try {
    const changed = await opened.client.changeSettings({
      [name]: value === null ? null : await valueOf(value),
    });
    show(options, { settings: changed.settings.filter((each) => each.name === name) });
    return 0;
  } finally {
    await opened.close();
  }

  /** `3` is a text where texts are asked for. */
  async function valueOf(text: string): Promise<unknown> {
    const { settings } = await opened.client.settings();
    const setting = settings.find((each) => each.name === name);
    if ((setting?.schema as { type?: unknown } | undefined)?.type === 'string') return text;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
}

function show(options: GlobalOptions, list: SettingList): void {
  if (options.json) process.stdout.write(jsonLine(list));
  else
    for (const { name, description, value, from } of harmless(list).settings)
      process.stdout.write(
        `${name} = ${value === null ? 'not set' : JSON.stringify(value)} (${from})\n  ${description}\n`,
      );
}
