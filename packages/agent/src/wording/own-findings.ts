import { z } from 'zod';
import { evidenceSchema } from '../plugin/answer.ts';
import { isOwnWords } from '../plugin/own-words.ts';

/**
 * What of a tool's output a model may read, as `key: value` lines: numbers, booleans, values that the schema lists, and texts that it
 * marks as the tool's own words (`ownWords`). What the schema does not say is withheld, so that text of a log cannot become an
 * instruction because a plugin forgot something. Evidence is left out; it is told apart (`facts-of.ts`).
 * @param value data that was parsed by the schema.
 */
export function ownFindings(schema: z.core.$ZodType, value: unknown, key = ''): string[] {
  if (value === null || value === undefined || schema === evidenceSchema) return [];
  const { def } = schema as unknown as { readonly def: z.core.$ZodTypes['_zod']['def'] };
  const line = [`${key}: ${String(value as string | number | boolean)}`];
  switch (def.type) {
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
      return line;
    case 'string':
      return isOwnWords(schema) ? line : [];
    case 'object':
      return Object.entries(def.shape).flatMap(([name, each]) =>
        ownFindings(each, (value as Record<string, unknown>)[name], name),
      );
    case 'array':
      return (value as unknown[]).flatMap((each) => ownFindings(def.element, each, key));
    case 'tuple':
      return def.items.flatMap((each, at) => ownFindings(each, (value as unknown[])[at], key));
    case 'record':
      // A name in a record is a text too.
      return Object.entries(value).flatMap(([name, each]) =>
        ownFindings(def.keyType, name, key).length > 0
          ? ownFindings(def.valueType, each, name)
          : [],
      );
    case 'union':
      // Where several fit, the most careful one counts.
      return (
        def.options
          .filter((option) => z.safeParse(option, value).success)
          .map((option) => ownFindings(option, value, key))
          .toSorted((one, other) => one.length - other.length)[0] ?? []
      );
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return ownFindings(def.innerType, value, key);
    case 'lazy':
      return ownFindings(def.getter(), value, key);
    default:
      return [];
  }
}
