// Reads YAML as Kubernetes does, with the place of every key, and tells what is wrong in a document by its place.
export { DocumentError, parseDocument, type DocumentText, type ParsedDocument } from "./parse-document.ts";
export { suggestion } from "./nearest.ts";
export { placeText, throwProblems, type Problem } from "./problems.ts";
export { checkSchema } from "./schema-check.ts";
export { parseYaml, readBytes, readYamlFile } from "./yaml-file.ts";
