// Reads a ConstraintTemplate: its Rego with its place in the file, and the schema of its parameters.
import { Ajv } from "ajv";
import { TouchstoneError, type PathStep } from "../../model/index.ts";
import { checkSchema, placeText } from "../../yaml/index.ts";
import type { GatekeeperDocument } from "./gatekeeper-documents.ts";
import type { ForeignModule } from "./upgrade.ts";

export interface Template {
  readonly document: GatekeeperDocument;
  /** The kind of its constraints. */
  readonly kind: string;
  /** The template's own module first, then its libs. */
  readonly modules: readonly [ForeignModule, ...ForeignModule[]];
  /** OpenAPI, as it is written; undefined when the template has none. */
  readonly parameters: unknown;
  /** Whether parameters that the schema does not name are refused; older templates keep them. */
  readonly strict: boolean;
}

interface TemplateBody {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly crd: {
      readonly spec: {
        readonly names: { readonly kind: string };
        readonly validation?: { readonly openAPIV3Schema?: unknown; readonly legacySchema?: boolean } | null;
      };
    };
    readonly targets: readonly Target[];
  };
}

interface Source {
  readonly rego?: string;
  readonly libs?: readonly string[];
}

interface Target extends Source {
  readonly target: string;
  readonly code?: readonly { readonly engine: string; readonly source?: Source & { readonly version?: string } }[];
}

const text = { type: "string", pattern: "\\S" };
const source = { rego: text, libs: { type: "array", items: text } };
const nested = (properties: object): object => ({ type: "object", required: Object.keys(properties), properties });

const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<TemplateBody>(
  nested({
    metadata: nested({ name: text }),
    spec: nested({
      crd: nested({
        spec: {
          type: "object",
          required: ["names"],
          properties: {
            names: nested({ kind: text }),
            validation: {
              type: ["object", "null"],
              properties: { openAPIV3Schema: { type: "object" }, legacySchema: { type: "boolean" } },
            },
          },
        },
      }),
      targets: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["target"],
          properties: {
            target: text,
            ...source,
            code: {
              type: "array",
              items: {
                type: "object",
                required: ["engine"],
                properties: {
                  engine: text,
                  source: { type: "object", properties: { version: { enum: ["v0", "v1"] }, ...source } },
                },
              },
            },
          },
        },
      },
    }),
  }),
);

const knownTarget = "admission.k8s.gatekeeper.sh";

/** @throws TouchstoneError E_POLICY with the file and line of what is wrong */
export function readTemplate(document: GatekeeperDocument): Template {
  const { metadata, spec } = checkSchema(validate, document, "E_POLICY");
  const { kind } = spec.crd.spec.names;
  const [target, second] = spec.targets;
  if (!target || second)
    throw wrong(document, ["spec", "targets", 1], `the template ${kind} has more than one target`, "Keep one target.");
  if (target.target !== knownTarget)
    throw wrong(
      document,
      ["spec", "targets", 0, "target"],
      `the target ${target.target} is not ${knownTarget}`,
      "Touchstone runs templates for Kubernetes objects only; leave this one out.",
    );
  if (metadata.name !== kind.toLowerCase())
    throw wrong(
      document,
      ["metadata", "name"],
      `the template's name ${metadata.name} is not its kind in lower case, ${kind.toLowerCase()}`,
      "Name the template so; Gatekeeper refuses it, too.",
    );
  const { openAPIV3Schema: parameters, legacySchema } = spec.crd.spec.validation ?? {};
  const strict = !(legacySchema ?? document.value.apiVersion !== "templates.gatekeeper.sh/v1");
  return { document, kind, modules: modulesOf(document, kind, target), parameters, strict };
}

function modulesOf(document: GatekeeperDocument, kind: string, target: Target): Template["modules"] {
  const place: PathStep[] = ["spec", "targets", 0];
  let found: Source & { readonly version?: string } = target;
  if (target.code && target.code.length > 0) {
    const index = target.code.findIndex(({ engine }) => engine === "Rego");
    const rego = target.code[index]?.source;
    if (!rego) {
      const engines = target.code.map(({ engine }) => engine).join(", ");
      throw wrong(
        document,
        [...place, "code", 0, "engine"],
        `the template ${kind} is for the engine ${engines}, and has no source for Rego`,
        "Touchstone runs Rego. Add `engine: Rego` with its source, or leave the template out.",
      );
    }
    place.push("code", index, "source");
    found = rego;
  }
  if (found.rego === undefined)
    throw wrong(
      document,
      place,
      `the template ${kind} has no rego`,
      "Write the policy under `rego`, or leave the template out.",
    );
  const root = templateRoot(kind);
  const version = found.version === "v1" ? "v1" : "v0";
  function module(path: readonly PathStep[], rego: string, library: boolean): ForeignModule {
    const name = `${document.file}#${kind}${library ? `/lib/${String(path.at(-1))}` : ""}`;
    return {
      name,
      file: document.file,
      text: rego,
      ...placeOf(document, path, rego),
      version,
      move: { root, library },
    };
  }
  const libs = (found.libs ?? []).map((lib, index) => module([...place, "libs", index], lib, true));
  return [module([...place, "rego"], found.rego, false), ...libs];
}

/** The package, below `data`, that a template's modules move to: templates may have the same packages. */
export function templateRoot(kind: string): readonly string[] {
  return ["touchstone", "lib", "templates", kind.toLowerCase()];
}

/** Where the text of a field begins: below its key for a block, else in the line of the key. */
function placeOf(
  { lines, locate }: GatekeeperDocument,
  path: readonly PathStep[],
  value: string,
): { row: number; col: number } {
  const { line = 1 } = locate(path);
  const own = value.split("\n");
  const filled = own.findIndex((one) => one.trim() !== "");
  const written = lines[line + filled] ?? "";
  if (filled < 0 || written.trim() !== (own[filled] ?? "").trim()) return { row: line - 1, col: 0 };
  return { row: line, col: Math.max(0, written.length - written.trimStart().length - indentOf(own[filled] ?? "")) };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

export function wrong(
  document: GatekeeperDocument,
  path: readonly PathStep[],
  message: string,
  hint: string,
): TouchstoneError {
  return new TouchstoneError("E_POLICY", `${placeText(document.locate(path))}: ${message}`, hint);
}
