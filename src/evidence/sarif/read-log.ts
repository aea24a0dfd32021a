// Reads a SARIF 2.1.0 log from a stream of bytes, result by result. What is no such log is an error: it never counts as clean.
import { JSONParser } from "@streamparser/json";
import { TouchstoneError } from "../../model/index.ts";
import { asObject, asText, isMapping } from "../json.ts";
import { rawResult, rawRun, type RawResult, type RawRun } from "./raw.ts";

/** More results than this are refused: nobody reads them, and they would take all memory. */
export const mostResults = 200_000;

/** Told of each result as it is read, with the index of its run; the run itself may still be unread. */
export type TakeResult = (result: RawResult, run: number) => void;

const hint = "Write the file again; it has to be SARIF 2.1.0, whole and as the scanner wrote it.";

/**
 * Reads all of it, and gives its runs. `name` is what errors call the file.
 * @throws TouchstoneError E_SARIF
 */
export async function readLog(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  name: string,
  take: TakeResult,
): Promise<readonly RawRun[]> {
  const runs: RawRun[] = [];
  let total = 0;
  let isFirst = true;
  let line = 1;
  let offset = 0;
  let position = 0;
  let fault: Error | undefined;
  let root: unknown;
  const wrong = (what: string, at?: number): TouchstoneError => wrongLog(name, what, at);

  const parser = new JSONParser({
    paths: ["$", "$.runs.*", "$.runs.*.results.*", "$.runs.*.artifacts.*"],
    keepStack: true,
    stringBufferSize: 4096,
    numberBufferSize: 64,
  });
  parser.onToken = (token) => {
    position = token.offset;
  };
  parser.onError = (error) => {
    fault ??= error;
  };
  parser.onValue = ({ value, key, parent, stack }) => {
    if (stack.length === 0) root = value;
    else if (stack.length === 2) {
      if (!isMapping(value)) throw wrong(`runs[${key}] is no object`);
      const { results } = value;
      if (results !== undefined && results !== null && !Array.isArray(results))
        throw wrong(`runs[${key}].results is no list`);
      runs.push(rawRun(value));
      drop(parent, key);
    } else if (stack[3]?.key === "results") {
      if (!isMapping(value)) throw wrong(`runs[${stack[2]?.key}].results[${key}] is no object`);
      total += 1;
      if (total > mostResults) throw wrong(`it has more than ${mostResults.toLocaleString("en")} results`);
      take(rawResult(value), Number(stack[2]?.key));
      drop(parent, key);
    } else {
      const { location, roles } = asObject(value);
      replace(parent, key, { location, roles });
    }
  };

  for await (const chunk of chunks) {
    const bytes = isFirst ? withoutMark(chunk) : chunk;
    isFirst = false;
    parser.write(bytes);
    // The parser catches what its handlers throw.
    if (fault instanceof TouchstoneError) throw fault;
    if (fault)
      throw wrong(
        `it is no JSON${reasonOf(fault)}`,
        line + countLines(bytes.subarray(0, stoppedAt(fault, position) - offset)),
      );
    line += countLines(bytes);
    offset += bytes.length;
  }
  if (!parser.isEnded) throw wrong("it ends in the middle, or is empty", line);
  if (!isMapping(root)) throw wrong("it is no SARIF log");
  if (!Array.isArray(root["runs"])) throw wrong("it has no runs");
  const version = asText(root["version"]);
  if (version !== "2.1.0")
    throw wrong(`its version is ${version === "" ? "not said" : JSON.stringify(version)}, not 2.1.0`);
  if (runs.length === 0) throw wrong("it has no run");
  return runs;
}

export function wrongLog(name: string, what: string, line?: number): TouchstoneError {
  const place = line === undefined ? name : `${name}:${line}`;
  return new TouchstoneError("E_SARIF", `${place}: ${what}`, hint);
}

function withoutMark(chunk: Buffer): Buffer {
  return chunk.length >= 3 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}

/** A list keeps its length, and holds nothing. */
function drop(parent: unknown, key: unknown): void {
  replace(parent, key, null);
}

function replace(parent: unknown, key: unknown, value: unknown): void {
  if (Array.isArray(parent) && typeof key === "number") parent[key] = value;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** Where in the file, in bytes: at a character that belongs to nothing, or else at the last token. */
function stoppedAt({ message }: Error, lastToken: number): number {
  const [, position] = /absolute position "(\d+)"/.exec(message) ?? [];
  return position === undefined ? lastToken : Number(position);
}

/** Its own words, but for characters of the file. */
function reasonOf({ message }: Error): string {
  const [, state] = /in state (\w+)/.exec(message) ?? [];
  return state === undefined ? "" : ` (unexpected where ${state.toLowerCase().replaceAll("_", " ")} is)`;
}
