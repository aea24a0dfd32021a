// Reads one YAML document the way Kubernetes does, with the place of every key, and refuses alias bombs.
import { load, YAMLException } from "js-yaml";
import { TouchstoneError, type Location, type PathStep } from "../model/index.ts";
import { findBomb } from "./alias-bomb.ts";
import { coreSchema, kubernetesSchema } from "./kubernetes-yaml.ts";
import type { Positions } from "./positions.ts";
import { lastLine, recordPosition, startRecording, takePositions } from "./record-positions.ts";

/** One document as text, with the number of lines of the file that stand before it. */
export interface DocumentText {
  readonly text: string;
  readonly linesBefore: number;
}

/** One parsed document: its JSON value and where each path of it stands. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly locate: (path: readonly PathStep[]) => Location;
}

/** A document that cannot be read, with its place. */
export class DocumentError extends TouchstoneError {
  readonly location: Location;

  constructor(
    code: "E_YAML" | "E_YAML_BOMB" | "E_BINARY" | "E_TOO_LARGE",
    location: Location,
    reason: string,
    hint: string,
  ) {
    super(code, reason, hint);
    this.location = location;
  }
}

/** As deep as values may lie in each other. Kubernetes' own deepest, definitions of custom resources, stay below 100. */
export const maxDepth = 400;

const limits = { listener: recordPosition, maxDepth, maxTotalMergeKeys: 10_000 };
const options = {
  kubernetes: { ...limits, schema: kubernetesSchema },
  core: { ...limits, schema: coreSchema },
};

/** Whose YAML it is: Kubernetes takes `yes` and `on` for booleans, the core schema and OPA for text. */
export type YamlDialect = keyof typeof options;

/** @throws DocumentError E_YAML, E_YAML_BOMB */
export function parseDocument(
  { text, linesBefore }: DocumentText,
  file: string,
  dialect: YamlDialect = "kubernetes",
): ParsedDocument {
  startRecording();
  let value: unknown;
  try {
    value = load(text, options[dialect]);
  } catch (thrown) {
    throw documentError(thrown, file, linesBefore);
  }
  const positions = takePositions();
  const alias = positions.firstAlias();
  if (alias) refuseBomb(value, text.length, { file, line: alias.line + linesBefore, column: alias.column });
  return { value, locate: (path) => place(positions, path, file, linesBefore) };
}

function refuseBomb(value: unknown, textLength: number, location: Location): void {
  const reason = findBomb(value, textLength, maxDepth);
  if (reason !== undefined) throw new DocumentError("E_YAML_BOMB", location, reason, writeOut);
}

const writeOut = "Write the values out instead of repeating aliases of aliases.";

function place(positions: Positions, path: readonly PathStep[], file: string, linesBefore: number): Location {
  const { line, column } = positions.locate(path);
  return { file, line: line + linesBefore, column };
}

/** js-yaml's exception is not kept as a cause: it quotes the lines around the error, and those may hold secrets. */
function documentError(thrown: unknown, file: string, linesBefore: number): unknown {
  if (thrown instanceof RangeError) {
    const location = { file, line: lastLine() + linesBefore };
    return new DocumentError("E_YAML", location, "the document is nested too deeply", "Write it with fewer levels.");
  }
  if (!(thrown instanceof YAMLException)) return thrown;
  const { mark } = thrown;
  const location = mark
    ? { file, line: mark.line + 1 + linesBefore, column: mark.column + 1 }
    : { file, line: 1 + linesBefore };
  const { code, reason, hint } = explain(thrown.reason);
  return new DocumentError(code, location, reason, hint);
}

interface Explanation {
  readonly code: "E_YAML" | "E_YAML_BOMB";
  readonly reason: string;
  readonly hint: string;
}

function explain(reason: string): Explanation {
  if (/^merge keys exceeded|^abnormal merge/.test(reason)) {
    return { code: "E_YAML_BOMB", reason: "merge keys (<<) copy more keys than the limit", hint: writeOut };
  }
  if (reason.startsWith("nesting exceeded")) {
    const hint = "Write it with fewer levels; Kubernetes' own objects stay far below.";
    return { code: "E_YAML", reason: `values are nested more than ${maxDepth} levels deep`, hint };
  }
  if (reason.startsWith("duplicated mapping key")) {
    const hint = "Remove one of the two: which one counts depends on who reads the file.";
    return { code: "E_YAML", reason: "a key is written twice in the same mapping", hint };
  }
  if (reason.startsWith("unidentified alias")) {
    const hint =
      "Anchor (&name) the value before it is used, or put the text in quotes if it is not meant as an alias.";
    return { code: "E_YAML", reason: "an alias names no anchor of this document", hint };
  }
  const hint = "Correct the YAML at the place that is named.";
  return { code: "E_YAML", reason: withoutQuotations(reason), hint };
}

/** js-yaml quotes the document only after a quotation mark, a `!` or a colon. */
function withoutQuotations(reason: string): string {
  const [plain = ""] = reason.split(/ ?(?:["!]|: )/, 1);
  return /(?:for|with)$/.test(plain) ? `${plain} a tag` : plain;
}
