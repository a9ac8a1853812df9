import {
  hostValue,
  native,
  unknown,
  type CallArguments,
  type ClassValue,
  type Machine,
  type Value,
} from '../python/value.ts';
import { qualifiedName } from '../python/class-members.ts';
import type { AirflowContext } from './context.ts';
import { createTask } from './create-task.ts';

/** `Operator.partial(task_id=…, …).expand(…)`; the task is made by `expand`, in the group that was open at `partial`. */
export function operatorPartial(
  operator: string,
  type: ClassValue | null,
  args: CallArguments,
  context: AirflowContext,
  machine: Machine,
): Value {
  const keywords = new Map(args.keywords);
  const taskId =
    keywords.get('task_id') ?? args.open ?? unknown('the task id is not given', args.site);
  keywords.delete('task_id');
  const group = context.openGroups.at(-1) ?? null;
  return hostValue({
    attribute(name) {
      if (name !== 'expand' && name !== 'expand_kwargs') return undefined;
      return native(name, (mapping) => {
        const passed = [...keywords.values(), ...mapping.positional, ...mapping.keywords.values()];
        const task = createTask(
          {
            operator: type ? qualifiedName(type) : operator,
            decorator: null,
            callable: null,
            taskId,
            keywords: name === 'expand' ? new Map([...keywords, ...mapping.keywords]) : keywords,
            passed,
            mapped: {
              over: name === 'expand' ? [...mapping.keywords.keys()] : ['**'],
              partial: [...keywords.keys()],
            },
            uniqueId: false,
            site: args.site,
            group,
          },
          context,
          machine,
        );
        return hostValue(task);
      });
    },
  });
}
