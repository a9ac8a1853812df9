import { readFile } from 'node:fs/promises';

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Holds requests and responses against Qdrant's OpenAPI document. What does not fit throws. */
export interface Contract {
  request(method: string, path: string, query: URLSearchParams, body: unknown): void;
  response(method: string, path: string, status: number, body: unknown): void;
  /** Operations that were met, as `method /path/{template}`. */
  readonly met: ReadonlySet<string>;
}

/**
 * @param file the document
 * @throws where it cannot be read
 */
export async function openContract(file: URL): Promise<Contract> {
  const { Ajv } = await import('ajv');
  const document = JSON.parse(await readFile(file, 'utf8')) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(withNull(document) as object, 'qdrant');
  const templates = Object.keys(document.paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const met = new Set<string>();

  const operationOf = (method: string, path: string): { at: string; operation: Operation } => {
    // A fixed path goes before one with a placeholder.
    const found = templates
      .filter(({ template, pattern }) => pattern.test(path) && document.paths[template]?.[method])
      .toSorted((a, b) => a.template.split('{').length - b.template.split('{').length)[0];
    if (!found) throw new Error(`Qdrant has no route ${method} ${path}`);
    met.add(`${method} ${found.template}`);
    const at = `/paths/${found.template.replaceAll('/', '~1')}/${method}`;
    return { at, operation: document.paths[found.template]![method]! };
  };
  const check = (pointer: string, value: unknown, what: string): void => {
    const validate = ajv.getSchema(`qdrant#${encodeURI(pointer)}`);
    if (!validate) throw new Error(`no schema at ${pointer}`);
    if (!validate(value)) {
      const reasons = (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message}`,
      );
      throw new Error(`${what} does not fit Qdrant's API: ${reasons.slice(0, 5).join('; ')}`);
    }
  };
  return {
    met,
    request(method, path, query, body) {
      const { at, operation } = operationOf(method, path);
      for (const name of query.keys())
        if (!operation.parameters?.some((each) => each.in === 'query' && each.name === name))
          throw new Error(`${method} ${path} has no parameter ${name}`);
      if (body !== undefined)
        check(
          `${at}/requestBody/content/application~1json/schema`,
          body,
          `The body of ${method} ${path}`,
        );
    },
    response(method, path, status, body) {
      const { at, operation } = operationOf(method, path);
      const family = `${Math.floor(status / 100)}XX`;
      const key = [String(status), family, 'default'].find((each) => each in operation.responses);
      if (key === undefined) throw new Error(`${method} ${path} never answers ${status}`);
      const content = operation.responses[key] as { content?: unknown };
      if (content.content !== undefined)
        check(
          `${at}/responses/${key}/content/application~1json/schema`,
          body,
          `The answer of ${method} ${path}`,
        );
    },
  };
}

/** `nullable` of OpenAPI 3.0 in the words of JSON Schema. */
function withNull(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNull);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, withNull(value)] as const);
  const { nullable, ...rest } = Object.fromEntries(entries) as Record<string, unknown>;
  if (nullable !== true) return nullable === undefined ? rest : { ...rest, nullable };
  if (Object.keys(rest).length === 0) return { type: 'null' };
  return { anyOf: [rest, { type: 'null' }] };
}
