// Renders one chart with the Helm engine that comes with Touchstone, in a sandbox that shows it nothing but that chart.
import { copyFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ChartRenderError } from "./chart-render-error.ts";
import { toChartIdentity, type ChartRequest, type RenderedChart } from "./chart-request.ts";
import { startGoModule, type GoModule } from "../wasi/go-module.ts";

/** Where the engine sees the chart; rare enough to be found again in Helm's messages. */
const guestFolder = "/touchstone-chart";

/** What the engine answers to one question, unchecked. */
type Answer = Readonly<Record<string, unknown>>;
type Ask = (question: object) => Answer;

interface Sandbox {
  /** The folder of this machine that the engine sees as `guestFolder`. */
  readonly folder: string;
  /** The chart's path as the engine sees it. */
  readonly guestPath: string;
  close(): Promise<void>;
}

/** Renders with the module at `wasmFile`; every render starts a fresh engine, so charts cannot see each other. */
export async function renderWithEmbeddedHelm(wasmFile: string, request: ChartRequest): Promise<RenderedChart> {
  const sandbox = await openSandbox(request.chart);
  try {
    const engine = await startGoModule(wasmFile, { preopens: { [guestFolder]: sandbox.folder } });
    const ask: Ask = (question) => askEngine(engine, request.chart, sandbox, question);
    const { manifest, chart } = ask({ op: "template", ...(await toEngineRequest(request, sandbox, ask)) });
    const identity = toChartIdentity(chart);
    if (typeof manifest !== "string" || !identity) throw new TypeError("the Helm engine answered without a manifest");
    return { manifest, chart: identity, engine: { name: "helm-embedded", version: readVersion(ask({ op: "version" })) } };
  } finally {
    await sandbox.close();
  }
}

/** A folder is shown as it is; an archive alone, in a folder of its own. */
async function openSandbox(chart: string): Promise<Sandbox> {
  if ((await stat(chart)).isDirectory()) return { folder: chart, guestPath: guestFolder, close: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), "touchstone-chart-"));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await copyFile(chart, join(folder, basename(chart)));
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, guestPath: `${guestFolder}/${basename(chart)}`, close };
}

async function toEngineRequest(request: ChartRequest, sandbox: Sandbox, ask: Ask): Promise<object> {
  const values = await Promise.all(request.valuesFiles.map(async (name) => ({ name, content: await readBase64(name) })));
  const files: Record<string, string> = {};
  for (const path of request.setFile.length > 0 ? readPaths(ask({ op: "set-file-paths", setFile: request.setFile })) : []) {
    files[path] = await readSetFile(request.chart, path);
  }
  const { release, namespace, set, setString, setFile, setJson, kubeVersion = "", apiVersions, includeCrds, skipTests } = request;
  return {
    chart: sandbox.guestPath,
    release,
    namespace,
    values,
    files,
    set,
    setString,
    setFile,
    setJson,
    kubeVersion,
    apiVersions,
    includeCrds,
    skipTests,
  };
}

function askEngine(engine: GoModule, chart: string, sandbox: Sandbox, question: object): Answer {
  const answer = callEngine(engine, chart, question);
  if (!isObject(answer)) throw new TypeError("the Helm engine answered with no object");
  const errors: unknown = answer["errors"];
  if (errors === undefined) return answer;
  const messages = toArray(errors).map((error) => (isObject(error) ? String(error["message"]) : String(error)));
  throw new ChartRenderError(chart, messages.join("\n").trimEnd().replaceAll(sandbox.guestPath, chart));
}

function callEngine(engine: GoModule, chart: string, question: object): unknown {
  try {
    return engine.call(question);
  } catch (cause) {
    throw new ChartRenderError(chart, `the Helm engine stopped while it rendered the chart: ${String(cause)}`, {
      hint: "A template may recurse without end or need more memory than there is; a native helm on the PATH has more of both.",
      cause,
    });
  }
}

async function readSetFile(chart: string, path: string): Promise<string> {
  try {
    return await readBase64(path);
  } catch (cause) {
    throw new ChartRenderError(chart, `failed parsing --set-file data: cannot read ${path}`, { cause });
  }
}

/** Base64, because a file given to Helm need not be text. */
async function readBase64(path: string): Promise<string> {
  return (await readFile(path)).toString("base64");
}

function readPaths(answer: Answer): readonly string[] {
  return toArray(answer["paths"]).map(String);
}

function readVersion(answer: Answer): string {
  const versions = answer["versions"];
  if (isObject(versions) && typeof versions["helm"] === "string") return versions["helm"];
  throw new TypeError("the Helm engine does not say its version");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
