import { z } from 'zod';

const own = z.registry<{ readonly author: 'tool' }>();

/**
 * A text of a tool's output that the tool itself words, for example a title, an explanation, an advice. Only such texts, numbers,
 * booleans and values that the schema lists (`z.enum`, `z.literal`) reach a model. All other texts may be those of a log, a file or
 * a user, and are withheld. Names that programs gave (`task load_orders`, `stage 6.0`) may stand in own words; free text may not.
 */
export const ownWords = (): z.ZodString => z.string().register(own, { author: 'tool' });

/** Whether this very schema was made by `ownWords`; a schema derived from it is another one. */
export const isOwnWords = (schema: z.core.$ZodType): boolean => own.has(schema);
