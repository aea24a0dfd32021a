// Reads a record of rotations: what people state of credentials, when each was renewed, and by whom.
import { Ajv } from "ajv";
import { credentialKinds, type CredentialKind, type Location } from "../../model/index.ts";
import { checkSchema, parseYaml, throwProblems, type Problem } from "../../yaml/index.ts";

/** One entry, as it is written. */
export interface WrittenRotation {
  readonly name: string;
  readonly kind: CredentialKind;
  /** Such as `Secret agents/postgresql`. */
  readonly of?: string;
  /** A day, or a second of one, UTC. */
  readonly rotatedAt: string;
  readonly rotatedBy: string;
  readonly approvedBy?: string;
  readonly maxAgeDays?: number;
  readonly reference?: string;
}

export interface Rotation extends WrittenRotation {
  readonly location: Location;
}

const text = { type: "string", pattern: "\\S" } as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["version", "credentials"],
  properties: {
    version: { const: 1 },
    credentials: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "kind", "rotatedAt", "rotatedBy"],
        properties: {
          name: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9./_-]*$" },
          kind: { enum: credentialKinds },
          of: { type: "string", pattern: "^(?:Secret [^\\s/]+/[^\\s/]+|EncryptionConfiguration [^\\s/]+)$" },
          rotatedAt: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$" },
          rotatedBy: text,
          approvedBy: text,
          maxAgeDays: { type: "integer", minimum: 1 },
          reference: text,
        },
      },
    },
  },
} as const;

/**
 * The entries of a file, in their order. `name` is what errors and places call the file; `now` is UTC, ISO 8601.
 * @throws TouchstoneError E_ROTATION, with a line for each problem; and what `parseYaml` throws
 */
export function readRotations(content: Uint8Array, name: string, now: string): readonly Rotation[] {
  const document = parseYaml(content, name);
  const validate = new Ajv({ allErrors: true, verbose: true }).compile<{
    readonly version: 1;
    readonly credentials: readonly WrittenRotation[];
  }>(schema);
  const { credentials } = checkSchema(validate, document, "E_ROTATION");
  const problems: Problem[] = [];
  const seen = new Map<string, Location>();
  const found = credentials.map((entry, index): Rotation => {
    const place = (...keys: readonly string[]): Location => document.locate(["credentials", index, ...keys]);
    const fault = faultOfTime(entry.rotatedAt, now);
    if (fault !== undefined) problems.push({ location: place("rotatedAt"), message: `rotatedAt ${fault}` });
    for (const key of ["name", "of"] as const) {
      const value = entry[key];
      if (value === undefined) continue;
      const known = seen.get(`${key} ${value}`);
      if (known) problems.push({ location: place(key), message: `${value} is already in line ${known.line ?? 0}` });
      else seen.set(`${key} ${value}`, place(key));
    }
    return { ...entry, location: place() };
  });
  throwProblems(problems, "E_ROTATION");
  return found;
}

function faultOfTime(written: string, now: string): string | undefined {
  const time = new Date(written);
  // The calendar would carry 30 February over.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(written.slice(0, 10))) return "is no time";
  return time.getTime() > Date.parse(now) ? "is to come" : undefined;
}
