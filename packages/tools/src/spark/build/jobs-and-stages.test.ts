import { expect, test } from 'vitest';
import { TaskEvent } from '../events/task-event.ts';
import { taskEventOfJson } from '../events/task-event-of-json.ts';
import { Executors } from './executors.ts';
import { JobsAndStages } from './jobs-and-stages.ts';

test('where there are too many tasks, the others are counted', () => {
  const work = new JobsAndStages(new Executors(new Map()), 10);
  const stage = { 'Stage Info': { 'Stage ID': 0, 'Stage Attempt ID': 0, 'Number of Tasks': 25 } };
  const place = { file: 0, line: 1, start: 0 };
  work.stageSubmitted(stage, place);
  const event = new TaskEvent();
  const load = (id: number): TaskEvent => {
    const info = { 'Task ID': id, Index: id, 'Launch Time': 1, 'Finish Time': 5 };
    taskEventOfJson({ 'Stage ID': 0, 'Stage Attempt ID': 0, 'Task Info': info }, event);
    return event;
  };
  for (let id = 0; id < 25; id += 1) work.taskStarted(load(id));
  for (let id = 0; id < 25; id += 1) work.taskEnded(load(id), place);
  const [only] = work.stages.values();
  expect(only).toMatchObject({ completedTasks: 25, activeTasks: 0 });
  expect(only!.tasks.count).toBe(10);
  expect([work.tasksKept, work.tasksNotKept, work.tasksWithoutStart]).toEqual([10, 15, 0]);
});
