import {
  advise,
  renderSettings,
  whatIf,
  type Advice,
  type Application,
  type SettingsFormat,
} from '@datasherpa/tools/spark';
import type { z } from 'zod';
import type { adviceSchema, whatIfSchema } from './advice-schema.ts';
import { durationText } from './words.ts';

/** What the rules say of an application, as data, as a sentence, and as what to do next. */
export function advicesOf(
  application: Application,
  { keep, platform }: { readonly keep?: string[] | undefined; readonly platform: SettingsFormat },
) {
  const advice = advise(application, keep ? { keep } : {});
  return {
    advice,
    data: {
      advice: advice as unknown as z.output<typeof adviceSchema>,
      settings: { platform, text: renderSettings(advice.recommendations, platform) },
      whatIf: whatIf(application) as z.output<typeof whatIfSchema> | null,
    },
    summary: summaryOf(advice),
    next: [
      ...advice.recommendations.map(
        ({ key, old, new: value, reason }) =>
          `Set ${key} to ${value}${old === null ? '' : ` (now ${old})`}: ${reason}`,
      ),
      ...advice.findings
        .filter(({ severity }) => severity !== 'info')
        .flatMap(({ codeAdvice }) => codeAdvice.slice(0, 1))
        .slice(0, 5),
    ],
  };
}

function summaryOf({ findings, clean, notObservable }: Advice): string {
  const serious = findings.filter(({ severity }) => severity !== 'info');
  const notes = findings.length - serious.length;
  const looked = `${clean.length} things were checked and are as they should be${notObservable.length > 0 ? `, ${notObservable.length} could not be seen in this log` : ''}.`;
  if (serious.length === 0)
    return `Nothing that is worth changing was found${notes > 0 ? `; ${notes} ${notes === 1 ? 'note' : 'notes'} beside it` : ''}. ${looked}`;
  const told = serious
    .slice(0, 4)
    .map(
      ({ title, savedMs }) =>
        `${title}${savedMs !== null && savedMs >= 1000 ? ` (up to ${durationText(savedMs)})` : ''}`,
    );
  return `${told.join('. ')}.${serious.length > told.length ? ` ${serious.length - told.length} more findings.` : ''} ${looked}`;
}
