import type { Accumulable } from '../model/application.ts';
import { isObject, listOf, numberOf, textOf, type Json } from './json.ts';

/** Longer lists are shown with their first elements only, as the History Server does. */
const shownElements = 5;

/** An accumulable of a task or stage, or null where it is internal to Spark or of an SQL plan. */
export function readOwnAccumulable(value: Json | undefined): Accumulable | null {
  if (!isObject(value) || value['Internal'] === true || value['Metadata'] === 'sql') return null;
  const id = numberOf(value['ID']);
  if (id === null) return null;
  return {
    id,
    name: textOf(value['Name']),
    update: shown(value['Update']),
    value: shown(value['Value']),
  };
}

function shown(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const texts = listOf(value).map((element) => shown(element) ?? 'null');
    return texts.length > shownElements
      ? `[${texts.slice(0, shownElements).join(',')},... ${texts.length - shownElements} more items]`
      : `[${texts.join(', ')}]`;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
