// Collects evidence from sources in their order: manifests from files and standard input, charts and kustomizations rendered.
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { TouchstoneError, type Evidence, type EvidenceProblem } from "../model/index.ts";
import { chartProblem, templatePath } from "./chart-problem.ts";
import { openTemplates } from "./chart-files.ts";
import { mapChartLines, type LineMap } from "./chart-lines.ts";
import type { CommitOf } from "./git-commit.ts";
import { problemOf, type CollectedObject, type EvidenceSink } from "./collected.ts";
import { recordEnding, type Source } from "./find-sources.ts";
import type { PodTemplates } from "./pod-templates.ts";
import type { WrittenRecord } from "./record.ts";
import { readChunks } from "./read-file.ts";
import { readStream, type Chunks } from "./read-stream.ts";
import type { SizeLimits } from "./size-limits.ts";

/** Renders a chart; the toolchain does it, and `assess.ts` passes it in. Throws when the chart does not render. */
export type RenderChart = (chart: string) => Promise<{
  readonly manifest: string;
  readonly namespace: string;
  readonly engine: { name: string; version: string };
}>;

export interface CollectOptions {
  readonly renderChart: RenderChart;
  readonly defaultNamespace: string;
  readonly limits: SizeLimits;
  /** The kinds that carry pods, when there are more than Touchstone knows. */
  readonly templates?: PodTemplates;
  /** Time of collection, UTC, ISO 8601. */
  readonly now: string;
  readonly version: string;
  readonly stdin: AsyncIterable<Buffer>;
  /** Bytes in place of those of manifest files and of standard input, by the names of their sources. */
  readonly contents?: ReadonlyMap<string, Buffer>;
  /** Tells of which commit a path is; without it nothing is said of commits. */
  readonly commitOf?: CommitOf;
}

/**
 * Reads one source to its end and reports to the sink; never throws for what lies in the source itself. `sink.finished` is
 * called last, unless nothing of the source could be read: then there is a problem and no object.
 */
export async function collect(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<void> {
  switch (source.kind) {
    case "manifest":
      return collectManifest(source, readChunks(source.path, source.name, options.limits.fileBytes), options, sink);
    case "stdin":
      return collectManifest(source, options.stdin, options, sink);
    case "chart":
      return collectChart(source, options, sink);
    case "kustomization":
      return collectKustomization(source, options, sink);
  }
}

async function collectManifest(
  source: Source,
  chunks: Chunks,
  options: CollectOptions,
  sink: EvidenceSink,
): Promise<void> {
  const collector = { name: "touchstone", version: options.version };
  const given = options.contents?.get(source.name);
  await read("manifest", source, collector, given ? [given] : chunks, options, sink);
}

async function collectChart(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<void> {
  const rendered = await expectProblem(options.renderChart(source.path), (error) => {
    sink.problem(chartProblem(error, source.name));
  });
  if (!rendered) return;
  const { manifest, namespace, engine } = rendered;
  const display = (template: string): string => templatePath(source.name, template);
  const map = mapChartLines(manifest, display, openTemplates(source.path));
  const placed = { ...options, defaultNamespace: namespace };
  await read("chart", { ...source, demanded: true }, engine, [Buffer.from(manifest)], placed, relocating(sink, map));
}

async function collectKustomization(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<void> {
  const { buildKustomization } = await import("./kustomization.ts");
  const built = await expectProblem(buildKustomization(source.path), (error) => {
    sink.problem(problemOf(error, source.name));
  });
  if (!built) return;
  const collector = { name: built.tool, version: built.version };
  // Lines of the built stream are in no file that the user has: only the folder is named.
  const placed = relocating(sink, () => ({ file: source.name }));
  await read("kustomization", { ...source, demanded: true }, collector, [Buffer.from(built.manifest)], options, placed);
}

async function read(
  kind: Evidence["kind"],
  source: Source,
  collector: Evidence["collector"],
  chunks: Chunks,
  options: CollectOptions,
  sink: EvidenceSink,
): Promise<void> {
  const { defaultNamespace, limits, templates, now } = options;
  const summary = await readStream(
    chunks,
    { file: source.name, defaultNamespace, limits, ...(templates && { templates }), demanded: source.demanded },
    sink,
  );
  if (!summary) return;
  const evidence = { kind, source: source.name, collector, collectedAt: now, ...summary };
  if (source.kind === "stdin") return sink.finished(evidence);
  const record = kind === "manifest" ? await recordOf(source, summary.sha256, now, sink) : undefined;
  const commit = record?.commit ?? options.commitOf?.(kind === "manifest" ? dirname(source.path) : source.path);
  const { madeAt, tool } = record ?? {};
  sink.finished({
    ...evidence,
    ...(commit !== undefined && { commit }),
    ...(madeAt !== undefined && { record: { madeAt, ...(tool && { tool }) } }),
  });
}

/** Of nothing when it cannot be read, which is a problem: what it would say may be what forbids the file to count. */
async function recordOf(
  source: Source,
  sha256: string,
  now: string,
  sink: EvidenceSink,
): Promise<WrittenRecord | undefined> {
  if (!existsSync(`${source.path}${recordEnding}`)) return undefined;
  const { readRecord } = await import("./record.ts");
  return expectProblem(readRecord(source.path, sha256, now), (error) => {
    // It may name several places, and a problem is one line.
    const problem = problemOf(error, source.name);
    sink.problem({ ...problem, message: problem.message.replaceAll("\n", "; ") });
  });
}

async function expectProblem<T>(work: Promise<T>, report: (error: TouchstoneError) => void): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    report(thrown);
    return undefined;
  }
}

/** Replaces places in rendered text by places in what the user wrote. */
function relocating(sink: EvidenceSink, map: LineMap): EvidenceSink {
  return {
    object(object: CollectedObject) {
      return sink.object({ ...object, locate: (path) => map(object.locate(path).line ?? 1) });
    },
    problem(problem: EvidenceProblem) {
      sink.problem({ ...problem, location: map(problem.location.line ?? 1) });
    },
    finished: (evidence) => sink.finished(evidence),
  };
}
