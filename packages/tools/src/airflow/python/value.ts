import type { LoadedModule } from './modules.ts';
import { spanOf, type PythonSyntax, type Span } from './syntax.ts';

/**
 * What an expression is known to be. `unknown` carries why and where; it is never replaced by a guess. Lists and dictionaries are
 * mutable, as in Python; `open` says that there may be more in them than is listed.
 */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly float: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | ListValue
  | DictValue
  | FunctionValue
  | ClassValue
  | ObjectValue
  | { readonly kind: 'imported'; readonly name: string }
  | InstanceValue
  | { readonly kind: 'duration'; readonly seconds: number }
  | MomentValue
  | NativeValue
  | HostValue
  | UnknownValue;

export interface ListValue {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set';
  readonly items: Value[];
  open: UnknownValue | null;
}

export interface DictValue {
  readonly kind: 'dict';
  readonly entries: Map<string, { readonly key: Value; value: Value }>;
  open: UnknownValue | null;
  /** Makes the value of a key that is not there (`defaultdict`). */
  readonly factory?: Value;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  /** Parameters and body; a lambda's body is an expression. */
  readonly parameters: PythonSyntax | undefined;
  readonly body: PythonSyntax;
  readonly isLambda: boolean;
  readonly defaults: ReadonlyMap<string, Value>;
  readonly scope: Scope;
  readonly doc: string | null;
  readonly site: PythonSyntax;
  /** The class it is a method of. */
  readonly owner: ClassValue | null;
  /** How it is bound where that is not as a method. */
  readonly binding?: 'property' | 'static' | 'class';
}

export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
  /** Fields in order, where the class is a record (dataclass, named tuple, model). */
  readonly fields: readonly string[] | null;
  readonly site: PythonSyntax;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly class: ClassValue;
  readonly attributes: Map<string, Value>;
  /** Where it is made. */
  readonly site: PythonSyntax;
  /** What the host made of it (a task), where its class comes from outside. */
  stands: Value | null;
}

/** What calling a class from outside of the file made. */
interface InstanceValue {
  readonly kind: 'instance';
  readonly name: string;
  readonly args: CallArguments;
}

/** A date with time; without a zone it is in the zone of the installation, as Airflow reads it. */
export interface MomentValue {
  readonly kind: 'moment';
  /** As if in UTC, epoch milliseconds. */
  readonly wall: number;
  /** IANA name or fixed offset in seconds; null for naive. */
  readonly zone: string | number | null;
}

export interface NativeValue {
  readonly kind: 'native';
  readonly name: string;
  call(args: CallArguments, machine: Machine): Value;
}

/** An object whose behaviour the host defines (a DAG, a task, an asset). */
export interface HostValue {
  readonly kind: 'host';
  readonly host: HostObject;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly why: string;
  readonly span: Span;
}

export interface HostObject {
  attribute?(name: string, machine: Machine): Value | undefined;
  setAttribute?(name: string, value: Value): void;
  item?(key: Value): Value | undefined;
  setItem?(key: Value, value: Value): void;
  call?(args: CallArguments, machine: Machine): Value;
  enter?(machine: Machine): Value;
  exit?(machine: Machine): void;
  /** As text in an f-string or `str()`. */
  text?(): string;
}

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Set where `*x` or `**x` was passed and x is not known: there may be more arguments. */
  readonly open: UnknownValue | null;
  readonly site: PythonSyntax;
}

/** A function of Python's library; null where what it gives is not known. */
export type LibraryFunction = (args: CallArguments, machine: Machine) => Value | null;

/** Variables of a function, class or module. */
export interface Scope {
  readonly variables: Map<string, Value>;
  readonly parent: Scope | null;
  /** Names declared `global` or `nonlocal` belong to another scope. */
  readonly elsewhere: Map<string, Scope>;
  /** A class body is not searched by the functions inside it. */
  readonly isClass: boolean;
}

/** What the parts of the interpreter need of each other. */
export interface Machine {
  /** Of the file that is read. */
  readonly path: string;
  /** Variables of the file that is read. */
  readonly module: Scope;
  readonly host: Host;
  /** Set while code runs of which it is not known whether Python would run it. */
  uncertain: UnknownValue | null;
  /** What a function may have returned before its end, and what it yielded. */
  readonly frames: Frame[];
  /** Bodies of `try` statements with handlers that are being carried out. */
  tries: number;
  /** Throws BudgetSpent. */
  spend(steps: number): void;
  evaluate(node: PythonSyntax, scope: Scope): Value;
  call(callee: Value, args: CallArguments): Value;
  getAttribute(value: Value, name: string, node: PythonSyntax): Value;
  /** Statements of a block in order; how it ended. */
  execute(statements: readonly PythonSyntax[], scope: Scope): Completion;
  assign(target: PythonSyntax, value: Value, scope: Scope): void;
  /** A module of the given files with the packages around it, carried out at its first import; null where it is not among them. */
  load(name: string): LoadedModule | null;
  /** Notes that a module has names that are not known. */
  takesUnknownNames(module: Scope): void;
  /** The expression that made a value; undefined where no other file was imported. */
  originOf(value: Value): PythonSyntax | undefined;
}

/** A call of a function of the file that is being evaluated. */
interface Frame {
  readonly maybeReturned: Value[];
  readonly yielded: ListValue;
}

export type Completion =
  | { readonly kind: 'normal' }
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue' | 'raise' };

/** What is special about names from outside, and about operators on host objects. */
export interface Host {
  /** The file itself has an import that begins with dots. */
  relativeImport(node: PythonSyntax): void;
  /** A symbol that stands for a value, such as a member of an enumeration. */
  imported(name: string): Value | undefined;
  callImported(name: string, args: CallArguments, machine: Machine): Value | undefined;
  binary(
    operator: string,
    left: Value,
    right: Value,
    site: PythonSyntax,
    machine: Machine,
  ): Value | undefined;
  /** What every class has that leads outside, such as `partial` of operators. */
  classAttribute(type: ClassValue, name: string): Value | undefined;
  /** A function was called of which nothing is known: it may have done anything with its arguments. */
  calledUnknown(name: string, args: CallArguments): void;
  /** A class of the file was called whose bases lead outside: `base` is the imported name, `args` what reached it. */
  constructObject(
    object: ObjectValue,
    base: string,
    args: CallArguments,
    machine: Machine,
  ): Value | undefined;
  /** The constructor of such an object has ended. */
  constructed(object: ObjectValue, machine: Machine): void;
}

export const none: Value = { kind: 'none' };
export const bool = (value: boolean): Value => ({ kind: 'bool', value });
export const number = (value: number, float = !Number.isInteger(value)): Value => ({
  kind: 'number',
  value,
  float,
});
export const text = (value: string): Value => ({ kind: 'text', value });
export const list = (
  items: Value[],
  form: ListValue['form'] = 'list',
  open: UnknownValue | null = null,
): ListValue => ({ kind: 'list', form, items, open });
export const dict = (): DictValue => ({ kind: 'dict', entries: new Map(), open: null });
export const unknown = (why: string, place: Span | PythonSyntax): UnknownValue => ({
  kind: 'unknown',
  why,
  span: 'origin' in place ? spanOf(place) : place,
});
export const native = (name: string, call: NativeValue['call']): NativeValue => ({
  kind: 'native',
  name,
  call,
});
export const hostValue = (host: HostObject): HostValue => ({ kind: 'host', host });

/** Identity of a value as a dictionary key; null where it cannot be one or is not known. */
export function keyOf(value: Value): string | null {
  if (value.kind === 'text') return `t${value.value}`;
  if (value.kind === 'number') return `n${value.value}`;
  if (value.kind === 'bool') return `n${Number(value.value)}`;
  if (value.kind === 'none') return 'none';
  if (value.kind === 'imported') return `i${value.name}`;
  if (value.kind === 'list' && value.form === 'tuple' && !value.open) {
    const keys = value.items.map(keyOf);
    return keys.includes(null) ? null : `(${keys.map((key) => `${key!.length}:${key}`).join('')})`;
  }
  return null;
}

/** True or false as `if` sees it; null where that is not known. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case 'none':
      return false;
    case 'bool':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'text':
      return value.value !== '';
    case 'duration':
      return value.seconds !== 0;
    case 'list':
      return value.items.length > 0 ? true : value.open ? null : false;
    case 'dict':
      return value.entries.size > 0 ? true : value.open ? null : false;
    case 'unknown':
      return null;
    case 'instance':
    case 'object':
      // Either may define its own truth.
      return null;
    default:
      return true;
  }
}

/** Do two values equal each other? Null where that is not known. */
export function equals(left: Value, right: Value): boolean | null {
  if (left === right && left.kind !== 'unknown') return true;
  if (left.kind === 'host' && right.kind === 'host' && left.host === right.host) return true;
  const a = keyOf(left);
  const b = keyOf(right);
  if (a !== null && b !== null) return a === b;
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  if (
    left.kind === 'list' &&
    right.kind === 'list' &&
    left.form === right.form &&
    !left.open &&
    !right.open
  ) {
    if (left.items.length !== right.items.length) return false;
    const each = new Set(left.items.map((item, at) => equals(item, right.items[at]!)));
    return each.has(false) ? false : !each.has(null) || null;
  }
  if (left.kind === 'duration' && right.kind === 'duration') return left.seconds === right.seconds;
  if (
    (a === null) !== (b === null) &&
    (left.kind === 'list' || right.kind === 'list' || left.kind === 'dict' || right.kind === 'dict')
  )
    return false;
  return null;
}

/** As `str()` and f-strings write it; null where that is not known. */
export function toText(value: Value): string | null {
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'number':
      return value.float && Number.isInteger(value.value)
        ? `${value.value}.0`
        : String(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'host':
      return value.host.text?.() ?? null;
    default:
      return null;
  }
}
