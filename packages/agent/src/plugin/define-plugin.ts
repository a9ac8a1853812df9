import type { Aim, Subject } from './aim.ts';
import type { AirflowServer, ChatModel, Embedder } from '@datasherpa/tools/ports';
import type { DagReader, PythonParser } from '@datasherpa/tools/airflow';
import type { SqlParser } from '@datasherpa/tools/docs';
import type { Workspace } from '@datasherpa/tools/ingestion';
import type { z } from 'zod';
import type { ToolResult } from './answer.ts';

/**
 * What a tool does to the world. `read` runs at once; `write` and `exec` go through the approval gate on every face.
 */
export type Risk = 'read' | 'write' | 'exec';

/** What a plugin may ask for; the context holds only what was declared. */
export const capabilities = ['model', 'embedder', 'workspace', 'parsers', 'airflow'] as const;
export type Capability = (typeof capabilities)[number];

/** Readers of source code; each is loaded when it is first asked for. */
export interface SourceParsers {
  python(): Promise<PythonParser>;
  readonly dags: DagReader;
  readonly sql: SqlParser;
}

/** What the host hands to `run`. Members that the plugin did not declare are absent. */
export interface ToolContext {
  readonly project: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Shown to the user while the tool works; `fraction` is 0..1, or null when unknown. */
  readonly progress: (note: string, fraction: number | null) => void;
  /** Absent without the capability, and when no model is configured. */
  readonly model?: ChatModel;
  readonly embedder?: Embedder;
  /** Uploads, their lines and the search over them. */
  readonly workspace?: Workspace;
  readonly parsers?: SourceParsers;
  /** A running Airflow, read only; absent where none is connected. */
  readonly airflow?: AirflowServer;
  /** Stores log text as an upload of its own and reads it; resolves to the upload's id. Comes with `workspace`. */
  readonly keepText?: (text: string) => Promise<string>;
  /**
   * Reads the files that an address stands for (http, https, s3) as an upload of its own, where the operator allows it; resolves to the
   * upload's id. Comes with `workspace`.
   */
  readonly readAddress?: (url: string) => Promise<string>;
}

/** What a request in words may refer to. */
export interface Situation {
  readonly now: number;
  /** The last call of this tool. */
  readonly earlier: {
    readonly input: Readonly<Record<string, unknown>>;
    readonly data: unknown;
  } | null;
  /** Texts in quotes that the last search of the conversation was for. */
  readonly mentioned: readonly string[];
}

export interface ToolDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> {
  /** At most 200 characters; read by people, by the router and by models. */
  readonly summary: string;
  /** A field with `.meta({ 'x-setting': 'area.name' })` takes what the project set under that name where a request says nothing. */
  readonly input: Input;
  readonly output: Output;
  readonly risk: Risk;
  readonly timeoutMs: number;
  /** REST path that shows this tool beside `/tools/:plugin/:tool`, for example `/debug`. */
  readonly route?: `/${string}`;
  /** CLI command, for example `debug`, with the input keys that are positional. */
  readonly cli?: { readonly command: string; readonly positional: readonly string[] };
  /** Requests that should reach this tool: the router learns from them, the docs show them. */
  readonly examples: readonly { readonly request: string; readonly input: z.input<Input> }[];
  /** Words and file kinds that speak for this tool in free text. */
  readonly routing?: {
    readonly verbs: readonly string[];
    readonly attachmentKinds: readonly string[];
    /** What the tool gives; the router knows how people ask for it in several languages (`routing/aim-words.ts`). */
    readonly aims?: readonly Aim[];
    /** The tool answers its aims only about these (or about a file of its kinds), and then before a tool for anything. */
    readonly subjects?: readonly Subject[];
    /**
     * Shapes of a request that speak for this tool, each with a weight: 1 fits, 2 asks for it, 4 leaves little doubt. They are matched
     * against the words of the user only.
     */
    readonly signs?: readonly { readonly match: RegExp; readonly weight: number }[];
    /** Names the kind of a file by its name and first lines, or null; what no tool knows is a `log`. */
    readonly kindOf?: (file: { readonly name: string; readonly head: string }) => string | null;
    /**
     * Arguments from the words of a request, without a model. By default the words are the first positional argument.
     * @param situation the time in milliseconds, and the last call of this tool in the conversation where it `remembers`.
     */
    readonly fromText?: (text: string, situation: Situation) => z.input<Input>;
    /** Calls are kept for the next turn, so that `fromText` can go on from the last one. */
    readonly remembers?: true;
  };
  run(context: ToolContext, input: z.output<Input>): Promise<ToolResult<z.output<Output>>>;
  /** Markdown for people, from the validated output; used when there is no model. */
  render(output: z.output<Output>): string;
}

/** A tool of any schema, as the registry keeps it. */
export type AnyTool = ToolDefinition<z.ZodObject, z.ZodType>;

export interface PluginDefinition {
  /** kebab-case; prefixes the tool names: `log-search.diagnose`. */
  readonly name: string;
  readonly version: string;
  /** The contract's version; a host refuses a plugin of another one, with a reason. */
  readonly apiVersion: 1;
  readonly summary: string;
  readonly capabilities: readonly Capability[];
  readonly tools: Readonly<Record<string, AnyTool>>;
}

/** Types a tool from its own schemas; returns it as it is. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodType>(
  tool: ToolDefinition<Input, Output>,
): AnyTool {
  // Input and output are only ever handed over after they were parsed by the tool's own schemas.
  return tool as unknown as AnyTool;
}

/** The one export of a plugin. The registry checks it at load (see `registry/load-plugins.ts`). */
export function definePlugin(plugin: PluginDefinition): PluginDefinition {
  return plugin;
}
