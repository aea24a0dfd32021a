// Reads YAML as Kubernetes does, with the place of every key.
export { kubernetesSchema } from "./kubernetes-yaml.ts";
export { DocumentError, parseDocument, type DocumentText, type ParsedDocument } from "./parse-document.ts";
