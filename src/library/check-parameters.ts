// Parameters as a check's METADATA declares them, and whether a value is one that a parameter takes.
import { Ajv, type ValidateFunction } from "ajv";
import { messageOf, type CheckParameter, type PathStep } from "../model/index.ts";

/** One entry of `custom.parameters`. */
export interface DeclaredParameter {
  readonly description: string;
  readonly default: unknown;
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly bound?: Readonly<Record<string, unknown>>;
}

/** The parameters in the order of their names, each with its default for a value; and what is wrong with them. */
export function readParameters(declared: Readonly<Record<string, DeclaredParameter>>): {
  readonly parameters: readonly CheckParameter[];
  readonly mistakes: readonly string[];
} {
  const mistakes: string[] = [];
  const entries = Object.entries(declared).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const parameters = entries.map(([name, parameter]) => ({ name, ...parameter, value: parameter.default }));
  for (const parameter of parameters) {
    const place = `METADATA.custom.parameters.${parameter.name}`;
    try {
      const problem = problemWith(parameter, parameter.default);
      if (problem) mistakes.push(`${place}.default ${problem.message}`);
    } catch (thrown) {
      mistakes.push(`${place}.schema is no JSON Schema: ${messageOf(thrown)}`);
    }
    try {
      const problem = looseness(parameter, parameter.default);
      if (problem) mistakes.push(`${place}.default is looser than its bound: it ${problem.message}`);
    } catch (thrown) {
      mistakes.push(`${place}.bound is no JSON Schema: ${messageOf(thrown)}`);
    }
  }
  return { parameters, mistakes };
}

export interface ValueProblem {
  /** Inside the value. */
  readonly path: readonly PathStep[];
  readonly message: string;
}

/** What keeps the parameter from taking the value, if anything does. Throws when the parameter's schema is none. */
export function problemWith({ default: usual, schema }: DeclaredParameter, value: unknown): ValueProblem | undefined {
  if (!schema) {
    const [wanted, found] = [typeWords(usual), typeWords(value)];
    if (usual === null || wanted === found) return undefined;
    return { path: [], message: `must be ${wanted}, as its default is, not ${found}` };
  }
  return mismatch(schema, value);
}

/**
 * How a value that the parameter takes is looser than its bound, if it is; in the words of the bound's `description` when
 * there is one. Throws when the bound is no JSON Schema.
 */
export function looseness({ bound }: Pick<DeclaredParameter, "bound">, value: unknown): ValueProblem | undefined {
  const problem = bound && mismatch(bound, value);
  const words = bound?.["description"];
  return problem && typeof words === "string" ? { ...problem, message: words } : problem;
}

function mismatch(schema: Readonly<Record<string, unknown>>, value: unknown): ValueProblem | undefined {
  const validate = compile(schema);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  const path = (error?.instancePath ?? "").split("/").slice(1).map(unescape);
  return {
    path,
    message: `${path.length > 0 ? `is wrong at ${path.join(".")}: it ` : ""}${error?.message ?? "is wrong"}`,
  };
}

function compile(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  if ("$async" in schema) throw new Error("$async is of no use here");
  return new Ajv({ logger: false }).compile(schema);
}

function unescape(step: string): PathStep {
  return /^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function typeWords(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return words[typeof value] ?? "a mapping";
}

const words: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" };
