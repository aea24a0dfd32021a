// Reads exceptions/*.yaml: who may leave which finding as it is, until when, and why.
import { Ajv } from "ajv";
import { exceptionTypes, type Exception, type Location } from "../model/index.ts";
import { checkSchema, readYamlFile, throwProblems, type Problem } from "../yaml/index.ts";
import { filesAt, idSchema, isTime, textSchema, timeSchema } from "./entry-files.ts";

const exact = { type: "string", pattern: "^[^*?\\s]+$" } as const;

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
          id: idSchema,
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
          reason: textSchema,
          requestedBy: textSchema,
          approvedBy: textSchema,
          approvedAt: timeSchema,
          expiresAt: timeSchema,
          ticket: textSchema,
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
  for (const file of await filesAt(paths)) {
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
