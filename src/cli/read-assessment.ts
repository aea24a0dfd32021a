// Reads an assessment that a run wrote as JSON, from a file or standard input, and refuses what is none.
import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { TouchstoneError, type Assessment } from "../model/index.ts";
import { packageFile } from "../package-root.ts";
import { checkSchema, parseYaml, readBytes } from "../yaml/index.ts";

/** @throws TouchstoneError E_ASSESSMENT, with a line for each problem; E_PATH_MISSING, E_UNREADABLE, E_YAML */
export async function readAssessment(file: string): Promise<Assessment> {
  const bytes = file === "-" ? await standardInput() : await readBytes(file);
  const schema = JSON.parse(await readFile(packageFile("schemas", "assessment.schema.json"), "utf8")) as object;
  // Formats are patterns in the schema as well.
  const ajv = new Ajv2020({ allErrors: false, verbose: true, allowUnionTypes: true, validateFormats: false });
  const document = parseYaml(bytes, file);
  if (typeof document.value !== "object" || document.value === null) {
    const hint = "Give what `touchstone scan --format json` or `gate --format json` printed.";
    throw new TouchstoneError("E_ASSESSMENT", `${file} is no assessment`, hint);
  }
  return checkSchema(ajv.compile<Assessment>(schema), document, "E_ASSESSMENT");
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
