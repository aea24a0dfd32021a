// Merges data files into one document. Two files may share folders, but never a value.
import { TouchstoneError } from "../../model/index.ts";
import { isObject, type DataFile } from "./data-files.ts";

/** Without a prototype, so that no key of a user's data is special. */
type Tree = Record<string, unknown>;

/**
 * The document that all files together make.
 * @throws TouchstoneError E_BUNDLE when two of them give the same path a value, naming both
 */
export function mergeData(files: readonly DataFile[]): Tree {
  const document = newTree();
  for (const [index, file] of files.entries()) {
    const addition = file.path.reduceRight<unknown>(
      (value, step) => Object.assign(newTree(), { [step]: value }),
      file.value,
    );
    const conflict = isObject(addition) ? merge(document, addition) : undefined;
    if (conflict === undefined) continue;
    const other = fileAt(files.slice(0, index), conflict)?.shown ?? "another file";
    throw new TouchstoneError(
      "E_BUNDLE",
      `${other} and ${file.shown} both give data.${conflict.join(".")} a value`,
      "Leave one of the two out, or move one to another path.",
    );
  }
  return document;
}

function newTree(): Tree {
  return Object.create(null) as Tree;
}

/** Adds everything, or returns the first path where both have a value. */
function merge(target: Tree, addition: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  for (const [key, value] of Object.entries(addition)) {
    const there = target[key];
    if (there === undefined && !(key in target)) target[key] = isObject(value) ? copyOf(value) : value;
    else if (!isObject(there) || !isObject(value)) return [key];
    else {
      const conflict = merge(there, value);
      if (conflict) return [key, ...conflict];
    }
  }
  return undefined;
}

function copyOf(value: Readonly<Record<string, unknown>>): Tree {
  const copy = newTree();
  for (const [key, below] of Object.entries(value)) copy[key] = isObject(below) ? copyOf(below) : below;
  return copy;
}

/** The file that gives a path a value, or that has a value where the path goes on. */
export function fileAt(files: readonly DataFile[], path: readonly string[]): DataFile | undefined {
  return files.find((file) => {
    if (!file.path.every((step, index) => index >= path.length || step === path[index])) return false;
    let value = file.value;
    for (const step of path.slice(file.path.length)) {
      if (!isObject(value)) return true;
      if (!Object.hasOwn(value, step)) return false;
      value = value[step];
    }
    return true;
  });
}
