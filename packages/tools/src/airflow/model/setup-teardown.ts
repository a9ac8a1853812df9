import type { AirflowContext, SetupTeardown } from './context.ts';
import { relate, type Relating } from './relate.ts';
import type { Task } from './model.ts';

/**
 * `with setup() >> teardown():` and `with teardown(setup()):`, after `airflow.utils.setup_teardown` of Airflow 3.0: tasks made in
 * the block get the setup before and the teardown behind them.
 */
export function enterSetupTeardown(
  tasks: readonly Task[],
  { context }: { readonly context: AirflowContext },
): void {
  const state = context.setupTeardown;
  const [first] = tasks;
  if (!first) return;
  if (first.teardown) {
    if (state.teardown.length > 0 && !sameTasks(state.teardown, tasks))
      state.previousTeardowns.push(state.teardown);
    state.teardown = [...tasks];
    const setups = nearest(first, 'upstream', (task) => task.setup);
    if (state.setupOfTeardown.length > 0 && !sameTasks(state.setupOfTeardown, setups))
      state.previousSetupsOfTeardown.push(state.setupOfTeardown);
    state.setupOfTeardown = setups;
  } else if (first.setup) {
    if (state.setup.length > 0 && !sameTasks(state.setup, tasks))
      state.previousSetups.push(state.setup);
    state.setup = [...tasks];
    const teardowns = nearest(first, 'downstream', (task) => task.teardown);
    if (state.teardownOfSetup.length > 0 && !sameTasks(state.teardownOfSetup, teardowns))
      state.previousTeardownsOfSetup.push(state.teardownOfSetup);
    state.teardownOfSetup = teardowns;
  }
  state.active = true;
}

/** Called for each task that is made. */
export function noteWork(task: Task, context: AirflowContext): void {
  const state = context.setupTeardown;
  if (!state.active) return;
  for (const [owner] of [state.setup, state.teardown]) {
    if (!owner) continue;
    const list = state.work.get(owner);
    if (list) list.push(task);
    else state.work.set(owner, [task]);
  }
}

export function exitSetupTeardown(where: Relating): void {
  const state = where.context.setupTeardown;
  const [setup] = state.setup;
  const underSetup = workOf(state, setup);
  if (underSetup.length > 0) {
    const roots = underSetup.filter(({ upstream }) => upstream.size === 0);
    before(state.setup, roots.length > 0 ? roots : underSetup.slice(0, 1), where);
    const leaves = underSetup.filter(({ downstream }) => downstream.size === 0);
    const ends =
      state.teardown.length > 0
        ? state.teardown
        : leaves.length > 0
          ? leaves
          : underSetup.slice(-1);
    before(ends, state.teardownOfSetup, where);
  }
  const [teardown] = state.teardown;
  const underTeardown = workOf(state, teardown);
  if (underTeardown.length > 0) {
    const leaves = underTeardown.filter(({ downstream }) => downstream.size === 0);
    before(leaves.length > 0 ? leaves : underTeardown.slice(-1), state.teardown, where);
    const roots = underTeardown.filter(({ upstream }) => upstream.size === 0);
    const starts =
      state.setup.length > 0 ? state.setup : roots.length > 0 ? roots : underTeardown.slice(0, 1);
    before(state.setupOfTeardown, starts, where);
  }
  leave(state, where);
}

const workOf = (state: SetupTeardown, owner: Task | undefined): Task[] =>
  owner ? (state.work.get(owner) ?? []).filter((task) => !task.setup && !task.teardown) : [];

/** Outer setups come before inner ones, inner teardowns before outer ones. */
function leave(state: SetupTeardown, where: Relating): void {
  const setup = state.setup;
  state.setup = state.previousSetups.pop() ?? [];
  if (setup.length > 0) before(state.setup, setup, where);
  const teardown = state.teardown;
  state.teardown = state.previousTeardowns.pop() ?? [];
  if (teardown.length > 0) before(teardown, state.teardown, where);
  const teardownOfSetup = state.teardownOfSetup;
  state.teardownOfSetup = state.previousTeardownsOfSetup.pop() ?? [];
  if (teardownOfSetup.length > 0) before(teardownOfSetup, state.teardownOfSetup, where);
  const setupOfTeardown = state.setupOfTeardown;
  state.setupOfTeardown = state.previousSetupsOfTeardown.pop() ?? [];
  if (setupOfTeardown.length > 0) before(state.setupOfTeardown, setupOfTeardown, where);
  for (const [owner] of [setup, teardown]) if (owner) state.work.delete(owner);
  state.active = false;
}

function before(upper: readonly Task[], lower: readonly Task[], where: Relating): void {
  if (upper.length > 0 && lower.length > 0)
    for (const task of upper) relate(task, lower, 'downstream', null, where);
}

const sameTasks = (left: readonly Task[], right: readonly Task[]): boolean =>
  left.length === right.length && left.every((task, at) => task === right[at]);

/** The nearest tasks of a kind in one direction, then around those. */
function nearest(
  from: Task,
  direction: 'upstream' | 'downstream',
  wanted: (task: Task) => boolean,
): Task[] {
  const seen = new Set([from]);
  let layer = [...from[direction]];
  while (layer.length > 0) {
    const found = layer.filter(wanted);
    if (found.length > 0) return found;
    for (const task of layer) seen.add(task);
    layer = [
      ...new Set(layer.flatMap(({ upstream, downstream }) => [...upstream, ...downstream])),
    ].filter((task) => !seen.has(task));
  }
  return [];
}
