// Reads exceptions/*.yaml: who may leave which finding as it is, until when, and why.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { exceptionTypes, TouchstoneError, type Exception, type Location } from "../model/index.ts";
import { checkSchema, readYamlFile, throwProblems, type Problem } from "../yaml/index.ts";

const text = { type: "string", pattern: "\\S" } as const;
const exact = { type: "string", pattern: "^[^*?\\s]+$" } as const;
const time = {
  type: "string",
  pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$",
} as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["exceptions"],
  properties: {
    exceptions: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: [
          "id",
          "type",
          "checks",
          "subjects",
          "reason",
          "requestedBy",
          "approvedBy",
          "approvedAt",
          "expiresAt",
        ],
        properties: {
          id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$" },
          type: { enum: exceptionTypes },
          checks: { type: "array", minItems: 1, uniqueItems: true, items: exact },
          subjects: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              additionalProperties: false,
              required: ["kind", "name"],
              properties: { kind: exact, namespace: exact, name: exact },
            },
          },
          reason: text,
          requestedBy: text,
          approvedBy: text,
          approvedAt: time,
          expiresAt: time,
          ticket: text,
        },
      },
    },
  },
} as const;

type Written = Omit<Exception, "location" | "subjects"> & {
  readonly subjects: readonly { readonly kind: string; readonly namespace?: string; readonly name: string }[];
};

const validate = new Ajv({ allErrors: true, verbose: true }).compile<{ readonly exceptions: readonly Written[] }>(
  schema,
);

/**
 * Every exception of these files, and of the YAML files in these folders, in the order of their names.
 * @throws TouchstoneError E_EXCEPTION, with a line for each problem; and what `readYamlFile` throws
 */
export async function loadExceptions(paths: readonly string[]): Promise<readonly Exception[]> {
  const all: Exception[] = [];
  const places = new Map<string, Location>();
  const problems: Problem[] = [];
  for (const file of (await Promise.all(paths.map(filesAt))).flat()) {
    const document = await readYamlFile(file);
    const { exceptions } = checkSchema(validate, document, "E_EXCEPTION");
    for (const [index, written] of exceptions.entries()) {
      const location = document.locate(["exceptions", index]);
      const known = places.get(written.id);
      if (known)
        problems.push({
          location,
          message: `there is another exception ${written.id}, in ${known.file}:${known.line}`,
        });
      places.set(written.id, location);
      for (const key of ["approvedAt", "expiresAt"] as const) {
        if (!isTime(written[key]))
          problems.push({ location: document.locate(["exceptions", index, key]), message: `${key} is no time` });
      }
      const subjects = written.subjects.map(({ kind, namespace = "", name }) => ({ kind, namespace, name }));
      all.push({ ...written, subjects, location });
    }
  }
  throwProblems(problems, "E_EXCEPTION");
  return all;
}

/** A day that there is: 2026-02-30 is none, though the calendar would carry it over. */
function isTime(written: string): boolean {
  const value = new Date(written);
  return !Number.isNaN(value.getTime()) && value.toISOString().startsWith(written.slice(0, 10));
}

async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const entries = await readdir(path).catch((cause: unknown) => {
    throw new TouchstoneError("E_UNREADABLE", `${path} cannot be read`, "Check its permissions.", cause);
  });
  return entries
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => join(path, name));
}
