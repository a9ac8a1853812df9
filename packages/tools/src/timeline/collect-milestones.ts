import { lineInEvent, type LogEvent } from '../logs/index.ts';
import { PatternCaller } from '../diagnosis/index.ts';
import type { CollectedMilestones, Milestone, MilestoneCollector } from './milestone.ts';
import { milestoneFingerprint, milestoneRules } from './milestone-rules.ts';

/** Of each rule the first and the last places are kept: what began, and how it came to the end. */
const keptFirst = 24;
const keptLast = 24;
/** Characters of an event that are looked at; milestones stand at the head of a line. */
const maxHead = 1500;
const maxInEvent = 20;
const maxFact = 240;

/** The events of Spark's event log that are milestones; the others (task ends, plans) are long and many. */
const ofEventLog = /^\{"Event":"SparkListener(?:Application|Executor|Job)/;

const caller = new PatternCaller(milestoneRules.map(({ match }) => match));

interface Kept {
  readonly first: Milestone[];
  readonly last: Milestone[];
}

/** Finds milestones while a file is read; keeps the first and last of each rule and counts all. */
export function createMilestoneCollector(): MilestoneCollector {
  const kept = new Map<number, Kept>();
  let total = 0;
  let lastTime: number | null = null;

  const keep = (milestone: Milestone): void => {
    total += 1;
    let list = kept.get(milestone.rule);
    if (!list) kept.set(milestone.rule, (list = { first: [], last: [] }));
    if (list.first.length < keptFirst) list.first.push(milestone);
    else {
      if (list.last.length >= keptLast) list.last.shift();
      list.last.push(milestone);
    }
  };

  return {
    observe(event) {
      if (event.time !== null) lastTime = event.time;
      const isEventLog = event.text.startsWith('{"Event":"');
      if (isEventLog && !ofEventLog.test(event.text)) return;
      const head = event.text.length > maxHead ? event.text.slice(0, maxHead) : event.text;
      const called = caller.called(head);
      if (called.length === 0) return;
      for (const index of called.toSorted((a, b) => a - b)) {
        const { match, many } = milestoneRules[index]!;
        const found = many
          ? [...head.matchAll(new RegExp(match, `${match.flags}g`))].slice(0, maxInEvent)
          : [match.exec(head)].filter((each) => each !== null);
        if (found.length === 0) continue;
        for (const each of found) keep(milestoneOf(event, index, head, each, lastTime));
        return;
      }
    },
    result: ({ timeZoneAssumed }): CollectedMilestones => ({
      rules: milestoneFingerprint,
      milestones: [...kept.values()]
        .flatMap(({ first, last }) => [...first, ...last])
        .toSorted((a, b) => a.line - b.line || a.rule - b.rule),
      total,
      zoneAssumed: timeZoneAssumed,
    }),
  };
}

function milestoneOf(
  event: LogEvent,
  rule: number,
  head: string,
  match: RegExpExecArray,
  lastTime: number | null,
): Milestone {
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(match.groups ?? {}))
    if (value !== undefined && value !== '') facts[name] = value.slice(0, maxFact).trim();
  const written = facts['at'] === undefined ? event.time : Number(facts['at']);
  delete facts['at'];
  const { line, to } = lineInEvent(event, match.index);
  return {
    rule,
    line,
    eventLine: event.line,
    start: event.start,
    end: event.end,
    matched: head
      .slice(match.index, Math.min(match.index + match[0].length, to, match.index + 200))
      .trimEnd(),
    time: written ?? lastTime,
    timeIsEstimated: written === null,
    facts,
    ...(event.source !== undefined && { inside: event.source }),
  };
}
