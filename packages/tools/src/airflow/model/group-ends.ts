import type { Machine } from '../python/value.ts';
import type { Group, Task } from './model.ts';

/** Tasks of a group and of the groups in it, in order. */
function tasksIn(group: Group, machine: Machine): Task[] {
  machine.spend(1 + group.children.length);
  return group.children.flatMap((child) =>
    child.type === 'group' ? tasksIn(child, machine) : [child],
  );
}

/** Tasks without an upstream task in the group. */
export function rootsOfGroup(group: Group, machine: Machine): Task[] {
  const tasks = tasksIn(group, machine);
  const inside = new Set(tasks);
  return tasks.filter((task) => ![...task.upstream].some((each) => inside.has(each)));
}

/** Tasks without a downstream task in the group; teardowns give way to what they tear down after. */
export function leavesOfGroup(group: Group, machine: Machine): Task[] {
  const tasks = tasksIn(group, machine);
  const inside = new Set(tasks);
  const found = new Set<Task>();
  const visited = new Set<Task>();
  const behindTeardown = (task: Task): void => {
    if (visited.has(task)) return;
    visited.add(task);
    for (const upper of task.upstream) {
      if (!inside.has(upper)) continue;
      if (upper.teardown) behindTeardown(upper);
      else if (task.teardown && upper.setup) continue;
      else if (
        ![...upper.downstream].some((each) => each !== task && inside.has(each) && !each.teardown)
      )
        found.add(upper);
    }
  };
  for (const task of tasks) {
    if ([...task.downstream].some((each) => inside.has(each))) continue;
    if (task.teardown) behindTeardown(task);
    else found.add(task);
  }
  return [...found];
}

/** For `group >> x` of an empty group: what stands before it. */
export function findLeaves(group: Group, machine: Machine): Task[] {
  for (let at: Group | null = group; at; at = at.parent) {
    const leaves = leavesOfGroup(at, machine);
    if (leaves.length > 0) return leaves;
    if (at.upstreamTasks.size > 0) return [...at.upstreamTasks];
  }
  return [];
}
