// Collects evidence from sources in their order: manifests from files and standard input, charts and kustomizations rendered.
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { TouchstoneError, messageOf, type Evidence, type EvidenceProblem } from "../model/index.ts";
import { mapChartLines, type LineMap } from "./chart-lines.ts";
import { problemOf, type CollectedObject, type EvidenceSink } from "./collected.ts";
import type { Source } from "./find-sources.ts";
import { buildKustomization } from "./kustomization.ts";
import { readStream } from "./read-stream.ts";
import type { SplitLimits } from "./split-documents.ts";

/** Renders a chart; the toolchain does it, and `assess.ts` passes it in. Throws when the chart does not render. */
export type RenderChart = (
  chart: string,
) => Promise<{ readonly manifest: string; readonly namespace: string; readonly engine: { name: string; version: string } }>;

export interface CollectOptions {
  readonly renderChart: RenderChart;
  readonly defaultNamespace: string;
  readonly limits: SplitLimits;
  /** Time of collection, UTC, ISO 8601. */
  readonly now: string;
  readonly version: string;
  readonly stdin: AsyncIterable<Buffer>;
}

/** Reads one source to its end and reports to the sink; never throws for what lies in the source itself. */
export async function collect(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<void> {
  try {
    sink.finished(await collectByKind(source, options, sink));
  } catch (thrown) {
    if (thrown instanceof TouchstoneError) sink.problem(problemOf(thrown, source.name));
    else if (isFileError(thrown)) sink.problem(unreadable(source, thrown));
    else throw thrown;
  }
}

async function collectByKind(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<Evidence> {
  switch (source.kind) {
    case "manifest":
      return collectManifest(source, createReadStream(source.path, { highWaterMark: 256 * 1024 }), options, sink);
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
  chunks: AsyncIterable<Buffer>,
  options: CollectOptions,
  sink: EvidenceSink,
): Promise<Evidence> {
  const { defaultNamespace, limits } = options;
  const stream = { file: source.name, defaultNamespace, limits, demanded: source.demanded };
  const summary = await readStream(chunks, stream, sink);
  return evidenceOf("manifest", source, { name: "touchstone", version: options.version }, options, summary);
}

async function collectChart(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<Evidence> {
  const { manifest, namespace, engine } = await options.renderChart(source.path);
  const map = mapChartLines(manifest, templateName(source), (name) => readTemplate(source, name));
  const stream = { file: source.name, defaultNamespace: namespace, limits: options.limits, demanded: true };
  const summary = await readStream(oneChunk(manifest), stream, relocating(sink, map));
  return evidenceOf("chart", source, engine, options, summary);
}

async function collectKustomization(source: Source, options: CollectOptions, sink: EvidenceSink): Promise<Evidence> {
  const { manifest, tool } = await buildKustomization(source.path);
  const { defaultNamespace, limits } = options;
  const stream = { file: source.name, defaultNamespace, limits, demanded: true };
  // Lines of the built stream are in no file that the user has: only the folder is named.
  const summary = await readStream(oneChunk(manifest), stream, relocating(sink, () => ({ file: source.name })));
  return evidenceOf("kustomization", source, { name: tool, version: "" }, options, summary);
}

/** Replaces places in rendered text by places in what the user wrote. */
function relocating(sink: EvidenceSink, map: LineMap): Pick<EvidenceSink, "object" | "problem"> {
  return {
    object(object: CollectedObject) {
      sink.object({ ...object, locate: (path) => map(object.locate(path).line ?? 1) });
    },
    problem(problem: EvidenceProblem) {
      sink.problem({ ...problem, location: map(problem.location.line ?? 1) });
    },
  };
}

/** `agents/templates/x.yaml`, as Helm names it, under the chart's own path. */
function templateName(source: Source): (name: string) => string {
  return (name) => (name === "" ? source.name : `${source.name}/${name.slice(name.indexOf("/") + 1)}`);
}

function readTemplate(source: Source, name: string): string | undefined {
  if (/\.(?:tgz|tar\.gz)$/.test(source.path)) return undefined;
  const steps = name.split("/").slice(1);
  if (steps.includes("..")) return undefined;
  try {
    return readFileSync(join(source.path, ...steps), "utf8");
  } catch {
    return undefined;
  }
}

async function* oneChunk(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, "utf8");
}

function evidenceOf(
  kind: Evidence["kind"],
  source: Source,
  collector: Evidence["collector"],
  options: CollectOptions,
  summary: Pick<Evidence, "sha256" | "bytes" | "documents">,
): Evidence {
  return { kind, source: source.name, collector, collectedAt: options.now, ...summary };
}

function isFileError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && "syscall" in thrown;
}

function unreadable(source: Source, cause: Error): EvidenceProblem {
  const error = new TouchstoneError("E_UNREADABLE", `cannot be read: ${messageOf(cause)}`, "Check its permissions.", cause);
  return problemOf(error, source.name);
}
