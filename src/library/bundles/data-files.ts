// The data files of policies: each holds the value of its folder's path below `data`, as in OPA's bundles.
import { TouchstoneError, messageOf, parseExact } from "../../model/index.ts";
import { parseYaml } from "../../yaml/index.ts";
import { reservedData } from "../module-data.ts";
import { isWithin, leadsTo } from "./manifest.ts";
import { baseName } from "./source-files.ts";

export interface DataFile {
  /** What messages call the file. */
  readonly shown: string;
  /** Below `data`. */
  readonly path: readonly string[];
  readonly value: unknown;
}

export function isDataFile(path: string): boolean {
  return /^data\.(?:json|ya?ml)$/.test(baseName(path));
}

/**
 * Reads one data file; `path` is that inside its source.
 * @throws TouchstoneError E_YAML, E_YAML_BOMB, E_BINARY with the place; E_BUNDLE
 */
export function readDataFile(path: string, content: Buffer, shown: string): DataFile {
  const value = path.endsWith(".json") ? parseJson(content, shown) : parseYaml(content, shown, "core").value;
  return dataFile(pathOfFolder(path), value, shown);
}

/** @throws TouchstoneError E_BUNDLE for a value that cannot be where it is */
export function dataFile(path: readonly string[], value: unknown, shown: string): DataFile {
  if (path.length === 0 && !isObject(value)) {
    const hint = "At the root there are only keys of `data`; put other values into a folder, or under a key.";
    throw new TouchstoneError("E_BUNDLE", `${shown}: data at the root must be a mapping`, hint);
  }
  for (const key of reservedData) {
    const reserved = ["touchstone", key];
    if (path.length > 1 ? !reserved.every((step, index) => path[index] === step) : !holds(path, value, reserved))
      continue;
    throw new TouchstoneError(
      "E_BUNDLE",
      `${shown} sets data.touchstone.${key}, which is Touchstone's own`,
      hints[key],
    );
  }
  return { shown, path, value };
}

const hints = {
  parameters: "Set parameters in touchstone.yaml; docs/policies.md says how a policy declares them.",
  target: "Name the version of Kubernetes by --kube-version, or in touchstone.yaml.",
} as const;

function holds(path: readonly string[], value: unknown, wanted: readonly string[]): boolean {
  let here = value;
  for (const step of wanted.slice(path.length)) {
    if (!isObject(here) || !Object.hasOwn(here, step)) return false;
    here = here[step];
  }
  return path.every((step, index) => wanted[index] === step);
}

/** `a/b/data.json` is at a.b; leading dots and slashes do not count, as in OPA. */
function pathOfFolder(path: string): readonly string[] {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/"))).replace(/^[/.]+/, "");
  return folder === "" ? [] : folder.split("/");
}

function parseJson(content: Buffer, shown: string): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch (cause) {
    throw new TouchstoneError("E_BINARY", `${shown} is not UTF-8 text`, "Save the file as UTF-8.", cause);
  }
  try {
    return parseExact(text);
  } catch (cause) {
    const [, line, column] = /line (\d+) column (\d+)/.exec(messageOf(cause)) ?? [];
    const place = line === undefined ? shown : `${shown}:${line}:${column}`;
    throw new TouchstoneError("E_YAML", `${place}: the file is no JSON`, "Correct the place that is named.", cause);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Holds a data file against the roots of its bundle.
 * @throws TouchstoneError E_BUNDLE, naming the first path that no root allows
 */
export function checkDataRoots({ shown, path, value }: DataFile, roots: readonly string[]): void {
  function visit(at: readonly string[], here: unknown): void {
    if (roots.some((root) => isWithin(at, root))) return;
    if (isObject(here) && roots.some((root) => leadsTo(at, root))) {
      for (const [key, below] of Object.entries(here)) visit([...at, key], below);
      return;
    }
    throw outsideRoots(`${shown} holds data at ${at.join("/") || "the root"}`, roots);
  }
  visit(path, value);
}

export function outsideRoots(what: string, roots: readonly string[]): TouchstoneError {
  const allowed = roots.length === 0 ? "none" : roots.join(", ");
  return new TouchstoneError(
    "E_BUNDLE",
    `${what}, outside the roots of its bundle (${allowed})`,
    "Add the root to the .manifest, or move the file to a folder below a root.",
  );
}
