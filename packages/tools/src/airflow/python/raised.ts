import type { Machine, Value } from './value.ts';

/** An exception that Python would certainly raise; thrown only where a `try` of the file may catch it. */
export class PythonRaise extends Error {
  readonly exception: string | null;

  /** `exception` is the name of its class; null where that is not known. */
  constructor(exception: string | null) {
    super(`Python raises ${exception ?? 'an exception'}`);
    this.exception = exception;
  }
}

/** Raises inside of a `try`; elsewhere the value is unknown, because the file is read on. */
export function raiseOr(exception: string, lost: Value, machine: Machine): Value {
  if (machine.tries > 0 && !machine.uncertain) throw new PythonRaise(exception);
  return lost;
}

/** Bases of the built-in exceptions that evaluation raises. */
const bases: Readonly<Record<string, string>> = {
  KeyError: 'LookupError',
  IndexError: 'LookupError',
  LookupError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  ArithmeticError: 'Exception',
  ValueError: 'Exception',
  TypeError: 'Exception',
  AttributeError: 'Exception',
  NameError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  NotImplementedError: 'RuntimeError',
  RuntimeError: 'Exception',
  StopIteration: 'Exception',
  AssertionError: 'Exception',
  Exception: 'BaseException',
};

/** Does `except caught` catch it? Exceptions of other libraries and of the file count as plain `Exception`s. */
export function isCaughtBy(exception: string | null, caught: string): boolean {
  for (
    let at: string | undefined = exception ?? 'Exception';
    at;
    at = bases[at] ?? (at === 'BaseException' ? undefined : 'Exception')
  )
    if (at === caught) return true;
  return false;
}
