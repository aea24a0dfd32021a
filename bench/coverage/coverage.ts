// `bench coverage`: which checks of the peers have a counterpart here, and where the verdicts differ on a corpus.
import { relative } from "node:path";
import { BenchError } from "../bench-error.ts";
import { stageCorpus } from "../corpus.ts";
import { builtInChecks } from "../rego/adapter.ts";
import { defaultCorpus } from "../scan.ts";
import { makeFolder, withTemporaryFolder } from "../session.ts";
import type { Program, Tool } from "../tool.ts";
import { touchstone } from "../tools/touchstone.ts";
import { compareIds } from "./compare-ids.ts";
import { compareVerdicts, type ComparedCheck } from "./compare-verdicts.ts";
import { judgeByTouchstone, peers } from "./peers.ts";
import { readManifests, type ManifestObject } from "./read-manifests.ts";
import { readPeerData, type PeerData, type PeerName } from "./read-peer-data.ts";
import type { ObjectKey } from "./verdicts.ts";

export interface Coverage {
  readonly schemaVersion: "1.0";
  readonly corpus: { readonly name: string; readonly files: number; readonly objects: number; readonly sha256: string };
  readonly peers: readonly PeerCoverage[];
  /** How many checks there are here, and those that no peer compared here has. */
  readonly checks: number;
  readonly own: readonly string[];
  readonly remarks: readonly string[];
}

export interface PeerCoverage {
  readonly peer: PeerName;
  readonly version: string;
  readonly compared: readonly ComparedCheck[];
  readonly without: readonly { readonly check: string; readonly reason: string }[];
  /** Checks that the peer has and our list lacks, and the other way round. */
  readonly notListed: readonly string[];
  readonly notThere: readonly string[];
}

export interface CoverageOptions {
  /** A folder or a file; the default corpus without it. */
  readonly path: string | undefined;
  readonly only: readonly PeerName[];
  readonly progress: (line: string) => void;
}

/** @throws BenchError when a tool is not on this machine, or fails */
export async function benchCoverage({ path, only, progress }: CoverageOptions): Promise<Coverage> {
  return withTemporaryFolder(async (temporary) => {
    const source = path ?? defaultCorpus();
    progress(`corpus: ${source}`);
    const { corpus, remarks } = await stageCorpus(source, await makeFolder(temporary, "corpus"), 1);
    const folder = await makeFolder(temporary, "work");
    const objects = await readManifests(corpus.folder, corpus.files);
    const files = corpus.files.filter((file) => filesWithObjects(objects).has(relative(corpus.folder, file)));
    const shared = { corpus: corpus.folder, files, objects, folder };
    const checks = (await builtInChecks()).map(({ id }) => id);
    const ours = await judgeByTouchstone({ program: await find(touchstone), ...shared });
    progress("touchstone: done");
    const found: PeerCoverage[] = [];
    const known = new Set<string>();
    for (const name of only) {
      const peer = peers[name];
      const data = await readPeerData(name);
      for (const { counterparts } of Object.values(data.checks)) for (const id of counterparts) known.add(id);
      const program = await find(peer.tool);
      const run = { program, ...shared };
      const listed = await peer.list(run);
      const compared = compareVerdicts(data, await peer.judge(run), ours, objects);
      found.push({ peer: name, version: program.version, compared, ...compareLists(data, listed) });
      progress(`${name}: done`);
    }
    return {
      schemaVersion: "1.0",
      corpus: { name: source, files: files.length, objects: corpus.objects, sha256: corpus.sha256 },
      peers: found,
      checks: checks.length,
      own: checks.filter((id) => !known.has(id)).toSorted(compareIds),
      remarks,
    };
  });
}

/** Settings and the like lie beside manifests; the tools need not read them. */
function filesWithObjects(objects: ReadonlyMap<ObjectKey, ManifestObject>): ReadonlySet<string> {
  return new Set([...objects.values()].map(({ file }) => file));
}

async function find(tool: Tool): Promise<Program> {
  const program = await tool.find();
  if (program !== undefined) return program;
  const how = tool === touchstone ? "npm run setup" : "npm run bench -- install";
  throw new BenchError(`${tool.name} was not found; \`${how}\` installs it`);
}

export function compareLists(
  { checks, without }: PeerData,
  listed: readonly string[],
): Omit<PeerCoverage, "peer" | "version" | "compared"> {
  const known = [checks, without].flatMap((part) => Object.keys(part));
  return {
    without: inOrder(without).map(([check, reason]) => ({ check, reason })),
    notListed: listed.filter((id) => !known.includes(id)).toSorted(compareIds),
    notThere: known.filter((id) => !listed.includes(id)).toSorted(compareIds),
  };
}

function inOrder<T>(part: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(part).toSorted(([a], [b]) => compareIds(a, b));
}

/** Every check of the peers is listed, and every difference has its one explanation. Stale explanations are told, no more. */
export function isExplained({ peers: found }: Coverage): boolean {
  return found.every(
    ({ compared, notListed, notThere }) =>
      notListed.length === 0 && notThere.length === 0 && compared.every(({ unexplained }) => unexplained.length === 0),
  );
}
