import { catalogue } from '@datasherpa/tools/errors';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** As much of JSON Schema as our document uses for what is sent. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
export interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
export interface NamedOperation {
  /** `METHOD /path`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The operations of a document. Those that delete come last: the others need what is there. */
export const operationsOf = ({ paths }: OpenApiDocument): NamedOperation[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        path,
        method: method.toUpperCase(),
        operation,
      })),
    )
    .toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

export interface Judged {
  /** What is not as documented; null where all is. */
  readonly fault: string | null;
  /** Whether the request was not refused. */
  readonly through: boolean;
}

/** Holds answers against the document with a JSON Schema validator that had no part in making it. */
export function createJudge(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  const validators = new Map<string, ValidateFunction>();
  const misfit = (pointer: string, value: unknown): string | null => {
    let validate = validators.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: `document#${pointer}` });
      validators.set(pointer, validate);
    }
    return validate(value) ? null : ajv.errorsText(validate.errors);
  };
  return async (
    { method, path, operation }: NamedOperation,
    response: Response,
  ): Promise<Judged> => {
    const { status } = response;
    const read = await response.text();
    const through = status < 400;
    const faulty = (why: string): Judged => ({
      fault: `${status}: ${why}\n${read.slice(0, 2000)}`,
      through,
    });
    if (status >= 500) return faulty('the server failed');
    const documented = operation.responses[status];
    if (!documented) return faulty('a status that is not documented');
    const { content = {} } = documented;
    const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
    if (type === '' ? Object.keys(content).length > 0 || read !== '' : !(type in content))
      return faulty(`a content type that is not documented ("${type}")`);
    if (!content[type]?.schema) return { fault: null, through };
    const body: unknown = JSON.parse(read);
    const steps = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content'];
    const pointer = [...steps, type, 'schema']
      .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
      .join('');
    const why = misfit(pointer, body);
    if (why !== null) return faulty(why);
    if (!through) {
      const { code } = body as { code: keyof typeof catalogue };
      if (catalogue[code]?.status !== status) return faulty('the code belongs to another status');
    }
    return { fault: null, through };
  };
}
