// Finds Gatekeeper's documents in YAML files: templates and constraints, each with the places of its fields.
import type { PathStep } from "../../model/index.ts";
import { TouchstoneError } from "../../model/index.ts";
import { DocumentError, parseDocument, placeText, type ParsedDocument } from "../../yaml/index.ts";
import type { PolicySources } from "../policy-sources.ts";

/** A template or constraint. Paths begin at the object, also when it is an item of a List. */
export interface GatekeeperDocument extends ParsedDocument {
  readonly file: string;
  readonly value: KubernetesDocument;
  /** The lines of the file. */
  readonly lines: readonly string[];
}

export interface KubernetesDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: unknown; readonly annotations?: Readonly<Record<string, unknown>> } | null;
  readonly [key: string]: unknown;
}

export interface GatekeeperDocuments {
  readonly templates: readonly GatekeeperDocument[];
  readonly constraints: readonly GatekeeperDocument[];
}

/** Whether a file is to be read at all: fixtures and manifests in a policy folder need not even be YAML. */
export function mayHoldGatekeeper(file: string, text: string): boolean {
  return /\.ya?ml$/.test(file) && /\b(?:templates|constraints)\.gatekeeper\.sh\//.test(text);
}

/** @throws TouchstoneError E_POLICY for a file that is no YAML, with its place */
export function readGatekeeperDocuments(files: PolicySources): GatekeeperDocuments {
  const templates: GatekeeperDocument[] = [];
  const constraints: GatekeeperDocument[] = [];
  for (const [file, text] of Object.entries(files)) {
    if (!mayHoldGatekeeper(file, text)) continue;
    for (const document of objectsIn(file, text)) {
      const [group] = document.value.apiVersion.split("/", 1);
      if (group === "templates.gatekeeper.sh" && document.value.kind === "ConstraintTemplate") templates.push(document);
      else if (group === "constraints.gatekeeper.sh") constraints.push(document);
    }
  }
  return { templates, constraints };
}

function* objectsIn(file: string, text: string): Generator<GatekeeperDocument> {
  const lines = text.split("\n");
  for (const part of documentsOf(lines)) {
    const { value, locate } = parse(part, file);
    const isList = isObject(value) && value["kind"] === "List" && Array.isArray(value["items"]);
    const items: readonly unknown[] = isList ? (value["items"] as readonly unknown[]) : [value];
    for (const [index, item] of items.entries()) {
      if (!isKubernetes(item)) continue;
      const prefix: readonly PathStep[] = isList ? ["items", index] : [];
      yield { file, lines, value: item, locate: (path) => locate([...prefix, ...path]) };
    }
  }
}

/** No scalar may hold a line that begins with a marker, so that the split needs no parser. */
function documentsOf(lines: readonly string[]): readonly { readonly text: string; readonly linesBefore: number }[] {
  const starts = [...lines.entries()]
    .filter(([, line]) => /^(?:---|\.\.\.)(?:\s|$)/.test(line))
    .map(([index]) => index);
  return [-1, ...starts].map((start, position) => {
    const marker = lines[start] ?? "";
    // What stands behind a marker belongs to the document; the marker itself is only in the way.
    const first = marker.startsWith("---") ? `   ${marker.slice(3)}` : "";
    const rest = lines.slice(start + 1, starts[position]);
    return start === -1
      ? { text: rest.join("\n"), linesBefore: 0 }
      : { text: [first, ...rest].join("\n"), linesBefore: start };
  });
}

function parse(part: { readonly text: string; readonly linesBefore: number }, file: string): ParsedDocument {
  try {
    return parseDocument(part, file);
  } catch (thrown) {
    if (!(thrown instanceof DocumentError)) throw thrown;
    throw new TouchstoneError("E_POLICY", `${placeText(thrown.location)}: ${thrown.message}`, thrown.hint, thrown);
  }
}

function isKubernetes(value: unknown): value is KubernetesDocument {
  return isObject(value) && typeof value["apiVersion"] === "string" && typeof value["kind"] === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
