// Checks a document against a JSON Schema and says what is wrong in the reader's words, with the place of each problem.
import type { ErrorObject, ValidateFunction } from "ajv";
import type { ErrorCode, PathStep } from "../model/index.ts";
import type { ParsedDocument } from "./parse-document.ts";
import { suggestion } from "./nearest.ts";
import { throwProblems, type Problem } from "./problems.ts";

/**
 * The document's value, as the type that the schema stands for. Compile `validate` with `allErrors` and `verbose`, so that
 * everything that is wrong is named at once, and unknown keys get a suggestion.
 * @throws TouchstoneError with `code`: a line `file:line:column: what is wrong` for each problem
 */
export function checkSchema<T>(validate: ValidateFunction<T>, document: ParsedDocument, code: ErrorCode): T {
  const { value } = document;
  if (validate(value)) return value;
  throwProblems(
    (validate.errors ?? []).map((error) => problemOf(error, document)),
    code,
  );
  throw new Error("a schema refused a document and gave no reason");
}

function problemOf(error: ErrorObject, { value, locate }: ParsedDocument): Problem {
  const path = pathOf(error.instancePath, value);
  const unknownKey: unknown = error.params["additionalProperty"];
  if (error.keyword === "additionalProperties" && typeof unknownKey === "string") {
    const known = Object.keys(error.parentSchema?.["properties"] ?? {});
    return {
      location: locate([...path, unknownKey]),
      message: `unknown key "${unknownKey}"${suggestion(unknownKey, known)}`,
    };
  }
  if (error.keyword === "uniqueItems" && Array.isArray(error.data)) {
    const index = Math.max(Number(error.params["i"]), Number(error.params["j"]));
    const items: readonly unknown[] = error.data;
    return { location: locate([...path, index]), message: `${nameOf(path)} holds ${shown(items[index])} twice` };
  }
  return { location: locate(path), message: messageFor(error, nameOf(path)) };
}

function messageFor({ keyword, params, data, message }: ErrorObject, name: string): string {
  switch (keyword) {
    case "required":
      return `${name} lacks the key "${String(params["missingProperty"])}"`;
    case "type":
      return `${name} must be ${typeWords(params["type"])}, not ${shown(data)}${quoteHint(params["type"], data)}`;
    case "enum":
      return `${name} must be one of ${alternatives(params["allowedValues"])}, not ${shown(data)}${meant(params["allowedValues"], data)}`;
    case "const":
      return `${name} must be ${shown(params["allowedValue"])}, not ${shown(data)}`;
    case "pattern":
      if (typeof data === "string" && data.trim() === "") return `${name} must not be blank`;
      return `${name} does not match ${String(params["pattern"])}: ${shown(data)}`;
    case "minLength":
    case "minItems":
    case "minProperties":
      if (params["limit"] === 1) return `${name} must not be empty`;
      return `${name} ${message ?? keyword}`;
    default:
      return `${name} ${message ?? `breaks the schema's ${keyword}`}`;
  }
}

/** The steps of a JSON pointer; a number where the value has a list. */
function pathOf(pointer: string, root: unknown): PathStep[] {
  const path: PathStep[] = [];
  let value = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(key) : key);
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  return path;
}

/** `controls[3].title`; the whole document is `the file`. */
function nameOf(path: readonly PathStep[]): string {
  let name = "";
  for (const step of path) name += typeof step === "number" ? `[${step}]` : `${name === "" ? "" : "."}${step}`;
  return name === "" ? "the file" : name;
}

const words: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a mapping of keys to values",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "empty",
};

function typeWords(type: unknown): string {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.map((one) => words[String(one)] ?? String(one)).join(" or ");
}

/** A version such as 2.0 is a number to YAML. */
function quoteHint(type: unknown, data: unknown): string {
  return type === "string" && ["number", "boolean"].includes(typeof data) ? " (put it in quotes)" : "";
}

function alternatives(allowed: unknown): string {
  return Array.isArray(allowed) ? allowed.map(String).join(", ") : String(allowed);
}

function meant(allowed: unknown, data: unknown): string {
  return typeof data === "string" && Array.isArray(allowed) ? suggestion(data, allowed.map(String)) : "";
}

function shown(data: unknown): string {
  if (data === undefined || data === null) return "empty";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "object") return "a mapping";
  const text = JSON.stringify(data);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
