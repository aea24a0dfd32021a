// Reads a YAML file of ours or the user's (catalogue, mapping, settings), so that errors can name file, line and column.
import { readFile } from "node:fs/promises";
import { messageOf, TouchstoneError } from "../model/index.ts";
import { DocumentError, parseDocument, type ParsedDocument, type YamlDialect } from "./parse-document.ts";
import { placeText } from "./problems.ts";

/**
 * The file's one document. `file` is read relative to the working directory, and named in errors as it was given.
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_BINARY, E_YAML, E_YAML_BOMB
 */
export async function readYamlFile(file: string): Promise<ParsedDocument> {
  return parseYaml(await readBytes(file), file);
}

/**
 * The one document of a file that was read already; `file` is its name in errors.
 * @throws TouchstoneError E_BINARY, E_YAML, E_YAML_BOMB
 */
export function parseYaml(bytes: Uint8Array, file: string, dialect?: YamlDialect): ParsedDocument {
  const text = decode(bytes, file);
  try {
    return parseDocument({ text, linesBefore: 0 }, file, dialect);
  } catch (thrown) {
    if (!(thrown instanceof DocumentError)) throw thrown;
    throw new TouchstoneError(thrown.code, `${placeText(thrown.location)}: ${thrown.message}`, thrown.hint, thrown);
  }
}

/** @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !("code" in thrown)) throw thrown;
    if (thrown.code === "ENOENT") {
      throw new TouchstoneError("E_PATH_MISSING", `${file} does not exist`, "Correct the path.", thrown);
    }
    const message = `${file} cannot be read: ${messageOf(thrown)}`;
    throw new TouchstoneError("E_UNREADABLE", message, "Name a file, and check its permissions.", thrown);
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TouchstoneError("E_BINARY", `${file} is not UTF-8 text`, "Save the file as UTF-8.", cause);
  }
}
