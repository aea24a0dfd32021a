// Parses texts that stand in objects.
import { TouchstoneError } from "../../model/index.ts";
import { parseDocument } from "../../yaml/index.ts";
import { UnreadableDocument, type Path } from "./parts.ts";

/** Nobody writes more, and Kubernetes keeps no more in one object. */
export const mostCharacters = 4 * 1024 * 1024;

/** @throws UnreadableDocument that does not quote the text: it may hold secrets */
export function parsedText(text: string, path: Path, isJson: boolean): unknown {
  if (text.length > mostCharacters) throw new UnreadableDocument(path, `is longer than ${mostCharacters} characters`);
  try {
    return isJson ? (JSON.parse(text) as unknown) : parseDocument({ text, linesBefore: 0 }, "", "core").value;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new UnreadableDocument(path, "does not parse as JSON");
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    const { line } = (thrown as { location?: { line?: number } }).location ?? {};
    throw new UnreadableDocument(path, `does not parse as YAML, at its line ${line ?? 1}: ${thrown.message}`);
  }
}
