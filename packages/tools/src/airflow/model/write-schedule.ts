import type {
  AssetExpression,
  AssetReference,
  Fact,
  PlainValue,
  Schedule,
  Unresolved,
} from '../facts.ts';
import { spanOf } from '../python/syntax.ts';
import type { Value } from '../python/value.ts';
import { airflowObject, type Asset, type Dag } from './model.ts';
import { notKnown, toPlain, unresolved } from './plain-value.ts';

/** The schedule of a DAG, from `schedule`, or from Airflow 2's `schedule_interval` and `timetable`. */
export function scheduleOf({ args, site }: Dag): Fact<Schedule> {
  const given = [args.get('schedule'), args.get('timetable'), args.get('schedule_interval')].find(
    (value) => value !== undefined && value.kind !== 'none',
  );
  if (!given) return { kind: 'none' };
  if (given.kind === 'text') return textSchedule(given.value);
  if (given.kind === 'duration') return { kind: 'timedelta', seconds: given.seconds };
  if (given.kind === 'unknown') return unresolved(given);
  if (given.kind === 'list') return listSchedule(given);
  if (given.kind === 'instance' || given.kind === 'object') return timetable(given);
  const asset = airflowObject(given);
  if (asset?.type === 'asset') return assetSchedule(asset);
  return notKnown(given, 'a schedule that is not known', spanOf(site));
}

const textSchedule = (value: string): Schedule =>
  value.trim().startsWith('@') ? { kind: 'preset', value: value.trim() } : { kind: 'cron', value };

function listSchedule(value: Extract<Value, { kind: 'list' }>): Fact<Schedule> {
  if (value.open) return unresolved(value.open);
  const assets = value.items.map(airflowObject);
  const lost = value.items.find(({ kind }) => kind === 'unknown');
  if (lost?.kind === 'unknown') return unresolved(lost);
  const all = assets.filter((asset): asset is Asset => asset?.type === 'asset');
  if (all.every(({ form }) => form !== 'any' && form !== 'all'))
    return { kind: 'assets', of: all.map(reference) };
  return { kind: 'assets_expr', expr: { kind: 'all', of: all.map(expression) } };
}

function assetSchedule(asset: Asset): Schedule {
  const expr = expression(asset);
  return 'of' in expr ? { kind: 'assets_expr', expr } : { kind: 'assets', of: [expr] };
}

function expression(asset: Asset): AssetExpression {
  if (asset.form !== 'any' && asset.form !== 'all') return reference(asset);
  return {
    kind: asset.form,
    of: asset.of
      .map(airflowObject)
      .flatMap((each) => (each?.type === 'asset' ? [expression(each)] : [])),
  };
}

export function reference(asset: Asset): AssetReference {
  const name = factOfText(asset.name);
  const kind = asset.form === 'alias' || asset.form === 'ref' ? asset.form : 'asset';
  const { site } = asset;
  return {
    kind,
    name,
    ...(asset.uri && { uri: factOfText(asset.uri) }),
    ...(site && site.origin.file !== null && { at: { file: site.origin.file, line: site.line } }),
  };
}

const factOfText = (value: Value): string | Unresolved =>
  value.kind === 'text'
    ? value.value
    : notKnown(value, 'a name that is no constant', { line: 0, endLine: 0 });

function timetable(value: Extract<Value, { kind: 'instance' | 'object' }>): Schedule {
  if (value.kind === 'object') return { kind: 'timetable', class: value.class.name, arguments: {} };
  const { positional, keywords } = value.args;
  const args: Record<string, PlainValue> = {};
  for (const [at, item] of positional.entries()) args[String(at)] = toPlain(item);
  for (const [name, item] of keywords) args[name] = toPlain(item);
  return {
    kind: 'timetable',
    class: value.name.slice(value.name.lastIndexOf('.') + 1),
    arguments: args,
  };
}

/** The zone of the start date decides when cron schedules run. */
export function timezoneOf(startDate: Value | undefined): Fact<string> {
  if (startDate?.kind === 'unknown') return unresolved(startDate);
  if (startDate?.kind !== 'moment' || startDate.zone === null) return 'UTC';
  if (typeof startDate.zone === 'string') return startDate.zone;
  const minutes = Math.round(startDate.zone / 60);
  const sign = minutes < 0 ? '-' : '+';
  const two = (part: number): string => String(part).padStart(2, '0');
  return minutes === 0
    ? 'UTC'
    : `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
