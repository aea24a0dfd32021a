// A bundle's .manifest: its revision, the roots that it may write to, and the version of its Rego.
import { Ajv } from "ajv";
import { TouchstoneError } from "../../model/index.ts";
import { checkSchema, parseYaml } from "../../yaml/index.ts";

export interface BundleManifest {
  readonly revision?: string;
  /** Paths below `data`, with slashes; "" allows everything. */
  readonly roots?: readonly string[];
  readonly rego_version?: number;
  readonly file_rego_versions?: Readonly<Record<string, number>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const regoVersion = { enum: [0, 1] };

const validate = new Ajv({ allErrors: true, verbose: true }).compile<BundleManifest>({
  type: "object",
  properties: {
    revision: { type: "string" },
    roots: { type: "array", items: { type: "string" } },
    rego_version: regoVersion,
    file_rego_versions: { type: "object", additionalProperties: regoVersion },
    metadata: { type: "object" },
  },
});

/** @throws TouchstoneError E_BUNDLE, E_YAML, E_BINARY, with the place */
export function parseManifest(content: Uint8Array, shown: string): BundleManifest {
  const manifest = checkSchema(validate, parseYaml(content, shown), "E_BUNDLE");
  const roots = rootsOf(manifest);
  for (const [index, root] of roots.entries()) {
    const other = roots.slice(index + 1).find((one) => isWithin(stepsOf(one), root) || isWithin(stepsOf(root), one));
    if (other === undefined) continue;
    const message = `${shown}: the roots ${JSON.stringify(root)} and ${JSON.stringify(other)} overlap`;
    throw new TouchstoneError("E_BUNDLE", message, "Leave out the root that the other one holds.");
  }
  return manifest;
}

/** Without slashes around them. A manifest that names none, or no manifest, allows everything. */
export function rootsOf(manifest: BundleManifest | undefined): readonly string[] {
  return (manifest?.roots ?? [""]).map((root) => root.replaceAll(/^\/+|\/+$/g, ""));
}

/** Whether a path is a root or below it. */
export function isWithin(path: readonly string[], root: string): boolean {
  return stepsOf(root).every((step, index) => path[index] === step);
}

/** Whether a root is below a path. */
export function leadsTo(path: readonly string[], root: string): boolean {
  const steps = stepsOf(root);
  return path.every((step, index) => steps[index] === step);
}

function stepsOf(root: string): readonly string[] {
  return root === "" ? [] : root.split("/");
}

/** Whether any file may be in Rego v0, which only OPA can turn into v1. */
export function mayHoldV0({ rego_version, file_rego_versions = {} }: BundleManifest): boolean {
  return rego_version === 0 || Object.values(file_rego_versions).includes(0);
}
