// Reads one YAML document the way Kubernetes does, with the place of every key, and refuses alias bombs.
import { load, YAMLException } from "js-yaml";
import { TouchstoneError, type Location, type PathStep } from "../model/index.ts";
import { kubernetesSchema } from "./kubernetes-yaml.ts";
import { PositionRecorder } from "./positions.ts";
import type { DocumentText } from "./split-documents.ts";

/** One parsed document: its JSON value and where each path of it stands. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly locate: (path: readonly PathStep[]) => Location;
}

/** A document that does not parse, with its place. */
export class DocumentError extends TouchstoneError {
  readonly location: Location;

  constructor(code: "E_YAML" | "E_YAML_BOMB", location: Location, reason: string, hint: string, cause?: unknown) {
    super(code, reason, hint, cause);
    this.location = location;
  }
}

/** @throws DocumentError E_YAML, E_YAML_BOMB */
export function parseDocument({ text, linesBefore }: DocumentText, file: string): ParsedDocument {
  const positions = new PositionRecorder(text);
  const value = parse(text, linesBefore, file, positions);
  if (text.includes("*") && text.includes("&")) refuseBomb(value, { file, line: linesBefore + 1 });
  return {
    value,
    locate(path) {
      const { line, column } = positions.locate(path);
      return { file, line: line + linesBefore, column };
    },
  };
}

function parse(text: string, linesBefore: number, file: string, positions: PositionRecorder): unknown {
  try {
    return load(text, { schema: kubernetesSchema, listener: positions.listener });
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const { reason, mark } = thrown;
    const location = { file, line: (mark?.line ?? 0) + 1 + linesBefore, column: (mark?.column ?? 0) + 1 };
    const hint = reason.includes("duplicated mapping key")
      ? "Remove one of the two keys; the API server refuses them as well."
      : "Correct the YAML at the place that is named.";
    throw new DocumentError("E_YAML", location, reason, hint, thrown);
  }
}

/** Aliases may write a document ten times as large as it is, and no larger: `js-yaml` itself shares what they refer to. */
function refuseBomb(root: unknown, location: Location): void {
  const distinct = new Set<object>();
  const open = new Set<object>();
  const sizes = new Map<object, number>();
  function sizeOf(value: unknown): number {
    if (typeof value !== "object" || value === null) return 1;
    if (open.has(value)) throw bomb(location, "an alias refers to the value that contains it");
    const known = sizes.get(value);
    if (known !== undefined) return known;
    distinct.add(value);
    open.add(value);
    let size = 1;
    for (const child of Object.values(value)) size += sizeOf(child);
    open.delete(value);
    sizes.set(value, size);
    return size;
  }
  const expanded = sizeOf(root);
  let written = 0;
  for (const value of distinct) written += 1 + Object.keys(value).length;
  if (expanded > 10 * written + 10_000) throw bomb(location, `aliases expand ${written} values to ${expanded}`);
}

function bomb(location: Location, reason: string): DocumentError {
  return new DocumentError("E_YAML_BOMB", location, reason, "Write the values out instead of repeating aliases of aliases.");
}
