// Reads soa.yaml, the Statement of Applicability: which controls apply, who decided, and why.
import { Ajv } from "ajv";
import type { Applicability, Framework, Location } from "../model/index.ts";
import { checkSchema, readYamlFile, throwProblems, type Problem } from "../yaml/index.ts";
import { controlNamed } from "./control-name.ts";
import { isTime, textSchema, timeSchema } from "./entry-files.ts";

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["controls"],
  properties: {
    controls: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["control", "applicable", "reason", "approvedBy", "approvedAt"],
        properties: {
          control: textSchema,
          applicable: { type: "boolean" },
          reason: textSchema,
          approvedBy: textSchema,
          approvedAt: timeSchema,
          reviewBy: timeSchema,
        },
      },
    },
  },
} as const;

type Written = Omit<Applicability, "framework" | "location">;

const validate = new Ajv({ allErrors: true, verbose: true }).compile<{ readonly controls: readonly Written[] }>(schema);

/**
 * Every decision of these files, in their order.
 * @throws TouchstoneError E_SOA, with a line for each problem; and what `readYamlFile` throws
 */
export async function loadApplicability(
  files: readonly string[],
  frameworks: readonly Framework[],
): Promise<readonly Applicability[]> {
  const all: Applicability[] = [];
  const places = new Map<string, Location>();
  const problems: Problem[] = [];
  for (const file of files) {
    const document = await readYamlFile(file);
    const { controls } = checkSchema(validate, document, "E_SOA");
    for (const [index, written] of controls.entries()) {
      const place = (key: string): Location => document.locate(["controls", index, key]);
      const location = place("control");
      for (const key of ["approvedAt", "reviewBy"] as const) {
        const time = written[key];
        if (time !== undefined && !isTime(time)) problems.push({ location: place(key), message: `${key} is no time` });
      }
      const named = controlNamed(written.control, frameworks);
      if (typeof named === "string") {
        problems.push({ location, message: named });
        continue;
      }
      const known = places.get(written.control);
      if (known) problems.push({ location, message: `it is decided in ${known.file}:${known.line} already` });
      places.set(written.control, location);
      all.push({ ...written, ...named, location });
    }
  }
  throwProblems(problems, "E_SOA");
  return all;
}
