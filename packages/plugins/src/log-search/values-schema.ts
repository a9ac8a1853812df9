import { evidenceSchema } from '@datasherpa/agent/plugin';
import { valueKinds, valueWishes } from '@datasherpa/tools/search';
import { z } from 'zod';

const links = z.object({ place: z.string(), page: z.string(), lines: z.string() });
const number = z.object({ text: z.string(), links });
const counted = z.object({ text: z.string(), total: z.number(), links });

const facet = z.object({
  name: z.string(),
  kind: z.enum(valueKinds),
  unit: z.string().nullable(),
  lines: z.number(),
  distinct: z.number(),
  orMore: z.boolean(),
  missed: z.number(),
  top: z.array(counted),
  numbers: z
    .object({
      least: number,
      greatest: number,
      mean: z.number(),
      meanUnit: z.string().nullable(),
      count: z.number(),
    })
    .nullable(),
  templates: z.array(z.string()),
});

/** What stands in the lines that match, by its names, and what was asked of it. */
export const valuesSchema = z.object({
  read: z.number(),
  of: z.number(),
  facets: z.array(facet),
  answer: z
    .object({
      wish: z.enum(valueWishes),
      facet: facet.nullable(),
      others: z.array(z.string()),
      value: counted.nullable(),
      beside: z.array(z.object({ name: z.string(), text: z.string() })),
      evidence: z.array(evidenceSchema),
    })
    .nullable(),
});
