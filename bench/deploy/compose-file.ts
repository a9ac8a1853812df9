import { Ajv2020 } from 'ajv/dist/2020.js';
import { imageProblems } from './hardening.ts';
import { unknownSettings } from './product-settings.ts';

interface Service {
  readonly image?: string;
  readonly build?: object;
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly healthcheck?: object;
  readonly restart?: string;
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly memory?: string } } };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: object;
  readonly networks?: object;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
  readonly configs?: Readonly<Record<string, { readonly file: string }>>;
}

/** What the schema of the Compose specification says against a file: wrong types, missing and unknown keys. */
export function schemaProblems(schema: object, file: object): string[] {
  const { $schema: _, ...rules } = schema as { $schema?: string };
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(rules);
  if (validate(file)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** What services name and the file does not have, and what makes them less safe than they could be. */
export function composeProblems(file: ComposeFile, options: { hardened: boolean }): string[] {
  const named = (part: object | undefined, kind: string, names: readonly string[] = []): string[] =>
    names.filter((name) => !(name in (part ?? {}))).map((name) => `no ${kind} ${name}`);
  return Object.entries(file.services).flatMap(([name, service]) => {
    const secretFiles = Object.values(service.environment ?? {}).flatMap(
      (value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? [],
    );
    const problems = [
      ...imageProblems(service.image ?? ''),
      ...named(file.secrets, 'secret', service.secrets),
      ...named(
        file.configs,
        'config',
        service.configs?.map(({ source }) => source),
      ),
      ...named(file.networks, 'network', service.networks),
      ...named(file.services, 'service', Object.keys(service.depends_on ?? {})),
      ...named(
        file.volumes,
        'volume',
        service.volumes
          ?.map((volume) => volume.split(':')[0]!)
          .filter((each) => !/^[./]/.test(each)),
      ),
      ...secretFiles
        .filter((each) => !service.secrets?.includes(each))
        .map((each) => `is not given the secret ${each}`),
      ...unknownSettings(Object.keys(service.environment ?? {})).map(
        (each) => `${each} is no setting`,
      ),
      ...(service.privileged ? ['is privileged'] : []),
      ...(service.deploy?.resources?.limits?.memory ? [] : ['has no limit of memory']),
      // What the image checks counts for the product's own.
      ...((service.healthcheck ?? service.build) ? [] : ['has no health check']),
      ...(options.hardened && !service.read_only && !name.startsWith('nim-')
        ? ['has a writable root']
        : []),
    ];
    return problems.map((problem) => `${name}: ${problem}`);
  });
}
