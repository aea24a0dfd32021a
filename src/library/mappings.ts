// Loads a mapping file: for each check, the controls of one framework that its result is evidence for.
import { Ajv } from "ajv";
import { mappingBases, mappingStrengths, type Mapping } from "../model/index.ts";
import { checkSchema, readYamlFile, type ParsedDocument } from "../yaml/index.ts";

/** A check that is evidence for no control of the framework, and why. */
export interface Unmapped {
  readonly check: string;
  readonly reason: string;
}

/** What a mapping file says, in its own order. */
export interface MappingFile {
  readonly framework: string;
  readonly mappings: readonly Mapping[];
  readonly unmapped: readonly Unmapped[];
  /** The place of a path of the YAML document, such as `["mappings", "workload/host-pid", 0, "control"]`. */
  readonly locate: ParsedDocument["locate"];
}

/** The file as it is written. */
interface MappingDocument {
  readonly framework: string;
  readonly mappings: Readonly<Record<string, readonly Omit<Mapping, "check" | "framework">[]>>;
  readonly unmapped?: Readonly<Record<string, string>>;
}

const text = { type: "string", pattern: "\\S" } as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["framework", "mappings"],
  properties: {
    framework: text,
    mappings: {
      type: "object",
      additionalProperties: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          additionalProperties: false,
          required: ["control", "strength", "basis", "rationale"],
          properties: {
            control: text,
            strength: { enum: mappingStrengths },
            basis: { enum: mappingBases },
            rationale: text,
          },
        },
      },
    },
    unmapped: { type: "object", additionalProperties: text },
  },
} as const;

const validate = new Ajv({ allErrors: true, verbose: true }).compile<MappingDocument>(schema);

/**
 * The mapping file's edges, one for each check and control. Whether its checks and controls exist is for `checkMappings`.
 * @throws TouchstoneError E_MAPPING, with a line for each problem; and what `readYamlFile` throws
 */
export async function loadMappings(file: string): Promise<MappingFile> {
  const document = await readYamlFile(file);
  const { framework, mappings, unmapped = {} } = checkSchema(validate, document, "E_MAPPING");
  return {
    framework,
    mappings: Object.entries(mappings).flatMap(([check, edges]) =>
      edges.map((edge) => ({ check, framework, ...edge })),
    ),
    unmapped: Object.entries(unmapped).map(([check, reason]) => ({ check, reason })),
    locate: document.locate,
  };
}
