// Parts of a run that are in files of their own (SARIF 2.1.0, section 3.15), which lie in the log's folder or below it.
import { dirname, isAbsolute, join, relative } from "node:path";
import { asList, asObject, isMapping, type JsonObject } from "../json.ts";
import { readChunks } from "../read-file.ts";
import { rawArtifact, rawLocation, rawResult, type RawResult, type RawRun } from "./raw.ts";
import { wrongLog } from "./read-log.ts";

/** They are read whole. */
const largestPart = 64 * 1024 * 1024;
const mostParts = 100;

export interface WholeRun {
  readonly run: RawRun;
  /** Those that are not in the log itself. */
  readonly results: readonly RawResult[];
}

/**
 * The run with its parts in their places.
 * @throws TouchstoneError E_SARIF when a part is not there, is elsewhere, or is none; E_TOO_LARGE
 */
export function withExternalParts(run: RawRun, log: string, name: string): WholeRun {
  const references = Object.values(run.external).flatMap((value) => (Array.isArray(value) ? value : [value]));
  if (references.length === 0) return { run, results: [] };
  if (references.length > mostParts) throw wrongLog(name, `a run has more than ${mostParts} parts in other files`);
  let whole: WholeRun = { run, results: [] };
  for (const reference of references) {
    const { uri } = rawLocation(asObject(reference)["location"]);
    whole = joined(whole, readPart(uri, log, name), name);
  }
  return whole;
}

function readPart(uri: string, log: string, name: string): JsonObject {
  const folder = dirname(log);
  const path = join(folder, uri);
  const within = relative(folder, path);
  const isForeign = uri === "" || /^[a-z][a-z0-9+.-]*:/i.test(uri) || isAbsolute(uri) || within.startsWith("..");
  if (isForeign) throw wrongLog(name, `a part of it is at ${JSON.stringify(uri)}, which is not below its folder`);
  let part: unknown;
  try {
    part = JSON.parse(Buffer.concat([...readChunks(path, uri, largestPart)]).toString("utf8"));
  } catch {
    throw wrongLog(name, `the part of it in ${uri} cannot be read as JSON`);
  }
  if (!isMapping(part)) throw wrongLog(name, `the part of it in ${uri} is no object`);
  return part;
}

function joined({ run, results }: WholeRun, part: JsonObject, name: string): WholeRun {
  const tool = {
    driver: { ...asObject(run.tool["driver"]), ...asObject(part["driver"]) },
    extensions: [...asList(run.tool["extensions"]), ...asList(part["extensions"])],
  };
  const artifacts = [...run.artifacts, ...asList(part["artifacts"]).map(rawArtifact)];
  const invocations = [...run.invocations, ...asList(part["invocations"]).map(asObject)];
  const taxonomies = [...run.taxonomies, ...asList(part["taxonomies"]).map(asObject)];
  const executed = run.executed || Array.isArray(part["results"]);
  return {
    run: { ...run, tool, artifacts, invocations, taxonomies, executed },
    results: [...results, ...resultsIn(part, name)],
  };
}

function resultsIn(part: JsonObject, name: string): readonly RawResult[] {
  return asList(part["results"]).map((value, index) => {
    if (!isMapping(value)) throw wrongLog(name, `results[${index}] of a part of it is no object`);
    return rawResult(value);
  });
}
