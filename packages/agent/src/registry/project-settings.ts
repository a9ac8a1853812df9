import { z } from 'zod';
import type { ChatModel } from '@datasherpa/tools/ports';
import { redactingChatModel } from '../redaction/redacting-chat-model.ts';
import type { ToolHost } from './call-tool.ts';
import type { LoadedTool, Registry } from './load-plugins.ts';

/** The setting that a field of a tool's input takes its value from where a request says nothing: `.meta({ 'x-setting': 'area.name' })`. */
const mark = 'x-setting';
/** Models see placeholders in the place of IP addresses. */
const redactAddresses = 'models.redactAddresses';

/** What a project may set. */
export interface ProjectSetting {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** Of the tool; undefined where it has none. */
  readonly byDefault: unknown;
}

/** What a project set, by name. Values that are not valid any more are passed over. */
export type SettingValues = ReadonlyMap<string, unknown>;

/** The settings there are, by name: those that fields of tools are marked with, and those of models. */
export function settingsOf({ tools }: Pick<Registry, 'tools'>): Map<string, ProjectSetting> {
  const all = new Map<string, ProjectSetting>([
    [
      redactAddresses,
      {
        name: redactAddresses,
        description: 'Models see placeholders in the place of IP addresses too.',
        schema: z.boolean(),
        byDefault: false,
      },
    ],
  ]);
  for (const loaded of tools.values())
    for (const { name, schema } of fieldsOf(loaded)) {
      const absent = schema.safeParse(undefined);
      all.set(name, {
        name,
        description: schema.description ?? '',
        schema,
        byDefault: absent.success ? absent.data : undefined,
      });
    }
  return new Map([...all].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The input with what the project set for fields that it does not have. */
export function withSettings(loaded: LoadedTool, input: unknown, values: SettingValues): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const given = input as Readonly<Record<string, unknown>>;
  const filled: Record<string, unknown> = { ...given };
  for (const { field, name, schema } of fieldsOf(loaded)) {
    if (given[field] !== undefined || !values.has(name)) continue;
    const value = schema.safeParse(values.get(name));
    if (value.success) filled[field] = value.data;
  }
  return filled;
}

/** The model as the project wants it asked. What the operator keeps from models, no project gives them. */
export const modelUnder = (model: ChatModel, values: SettingValues): ChatModel =>
  values.get(redactAddresses) === true ? redactingChatModel(model, { addresses: true }) : model;

/** The model of a host, as the project wants it asked. */
export async function modelOf(
  { model, settings }: Pick<ToolHost, 'model' | 'settings'>,
  project: string,
): Promise<ChatModel | undefined> {
  return model && modelUnder(model, (await settings?.(project)) ?? new Map());
}

function fieldsOf({ tool }: LoadedTool): { field: string; name: string; schema: z.ZodType }[] {
  if (!(tool.input instanceof z.ZodObject)) return [];
  const shape = tool.input.shape as Readonly<Record<string, z.ZodType>>;
  return Object.entries(shape).flatMap(([field, schema]) => {
    const name = schema.meta()?.[mark];
    return typeof name === 'string' ? [{ field, name, schema }] : [];
  });
}
