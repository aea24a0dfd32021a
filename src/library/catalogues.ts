// Loads a control catalogue: a framework and its controls, from one YAML file.
import { Ajv } from "ajv";
import { controlEvidences, type Framework } from "../model/index.ts";
import { checkSchema, readYamlFile, throwProblems, type Problem } from "../yaml/index.ts";

const text = { type: "string", pattern: "\\S" } as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "title", "version", "source", "licence", "controls"],
  properties: {
    id: { type: "string", pattern: "^[a-z0-9]+(?:[.-][a-z0-9]+)*$" },
    title: text,
    version: text,
    source: text,
    licence: text,
    controls: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "title"],
        properties: {
          id: { type: "string", pattern: "^\\S+$" },
          title: text,
          group: text,
          cwe: { type: "array", uniqueItems: true, items: { type: "integer", minimum: 1 } },
          evidence: { enum: controlEvidences },
          note: text,
        },
      },
    },
  },
} as const;

const validate = new Ajv({ allErrors: true, verbose: true }).compile<Framework>(schema);

/**
 * The framework that `file` describes, its controls in the file's order.
 * @throws TouchstoneError E_CATALOGUE, with a line for each problem; and what `readYamlFile` throws
 */
export async function loadCatalogue(file: string): Promise<Framework> {
  const document = await readYamlFile(file);
  const framework = checkSchema(validate, document, "E_CATALOGUE");
  const lines = new Map<string, number | undefined>();
  const problems: Problem[] = [];
  for (const [index, { id }] of framework.controls.entries()) {
    const location = document.locate(["controls", index, "id"]);
    if (lines.has(id)) problems.push({ location, message: `control "${id}" is in line ${lines.get(id)} already` });
    else lines.set(id, location.line);
  }
  throwProblems(problems, "E_CATALOGUE");
  return framework;
}
