// Reads attestations/*.yaml: what a person states of controls that no check judges, and the files that belong to it.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { Ajv } from "ajv";
import type { AttachedFile, Attestation, ControlReference, Framework, Location } from "../model/index.ts";
import { checkSchema, readYamlFile, throwProblems, type Problem } from "../yaml/index.ts";
import { controlNamed } from "./control-name.ts";
import { filesAt, idSchema, isTime, textSchema, timeSchema } from "./entry-files.ts";

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["attestations"],
  properties: {
    attestations: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "controls", "statement", "attestedBy", "attestedAt", "expiresAt"],
        properties: {
          id: idSchema,
          controls: { type: "array", minItems: 1, uniqueItems: true, items: textSchema },
          statement: textSchema,
          attestedBy: textSchema,
          attestedAt: timeSchema,
          expiresAt: timeSchema,
          files: {
            type: "array",
            items: {
              type: "object",
              additionalProperties: false,
              required: ["path", "sha256"],
              properties: { path: textSchema, sha256: { type: "string", pattern: "^[0-9a-f]{64}$" } },
            },
          },
        },
      },
    },
  },
} as const;

type Written = Omit<Attestation, "location" | "controls" | "files"> & {
  readonly controls: readonly string[];
  readonly files?: readonly { readonly path: string; readonly sha256: string }[];
};

const validate = new Ajv({ allErrors: true, verbose: true }).compile<{ readonly attestations: readonly Written[] }>(
  schema,
);

/**
 * Every attestation of these files and folders, in the order of their names. Attached files are hashed, and never kept.
 * @throws TouchstoneError E_ATTESTATION, with a line for each problem; and what `readYamlFile` throws
 */
export async function loadAttestations(
  paths: readonly string[],
  frameworks: readonly Framework[],
): Promise<readonly Attestation[]> {
  const all: Attestation[] = [];
  const places = new Map<string, Location>();
  const problems: Problem[] = [];
  for (const file of await filesAt(paths)) {
    const document = await readYamlFile(file);
    const { attestations } = checkSchema(validate, document, "E_ATTESTATION");
    for (const [index, written] of attestations.entries()) {
      const place = (...path: readonly (string | number)[]): Location =>
        document.locate(["attestations", index, ...path]);
      const location = place();
      const known = places.get(written.id);
      if (known)
        problems.push({
          location,
          message: `there is another attestation ${written.id}, in ${known.file}:${known.line}`,
        });
      places.set(written.id, location);
      for (const key of ["attestedAt", "expiresAt"] as const)
        if (!isTime(written[key])) problems.push({ location: place(key), message: `${key} is no time` });
      const controls: ControlReference[] = [];
      for (const [at, name] of written.controls.entries()) {
        const named = controlNamed(name, frameworks);
        if (typeof named === "string") problems.push({ location: place("controls", at), message: named });
        else controls.push(named);
      }
      const files: AttachedFile[] = [];
      for (const [at, attached] of (written.files ?? []).entries()) {
        if (leadsAway(attached.path))
          problems.push({
            location: place("files", at, "path"),
            message: `${attached.path} is not below the folder of ${file}`,
          });
        else files.push(await hashed(attached, dirname(file)));
      }
      all.push({ ...written, controls, files, location });
    }
  }
  throwProblems(problems, "E_ATTESTATION");
  return all;
}

function leadsAway(path: string): boolean {
  return isAbsolute(path) || path.split(/[\\/]/).includes("..");
}

async function hashed(attached: AttachedFile, folder: string): Promise<AttachedFile> {
  const bytes = await readFile(join(folder, attached.path)).catch(() => undefined);
  if (!bytes) return attached;
  return { ...attached, found: createHash("sha256").update(bytes).digest("hex") };
}
