// Refuses, before any engine runs, what the engines would treat differently or must not do at all.
import { readdir, readlink, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { ChartRenderError } from "./chart-render-error.ts";
import type { ChartRequest } from "./chart-request.ts";

const url = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Throws a `ChartRenderError` unless every file that the request names is there, is local and stays inside its chart. */
export async function checkChartRequest(request: ChartRequest): Promise<void> {
  const { chart, valuesFiles, setFile } = request;
  if (url.test(chart)) {
    throw new ChartRenderError(chart, `${chart} is not a local chart`, {
      hint: "Fetch it with `helm pull` first: nothing is downloaded while rendering.",
    });
  }
  const found = await stat(chart).catch(() => undefined);
  if (!found) throw new ChartRenderError(chart, `path "${chart}" not found`, { hint: "Name a chart's folder or archive (.tgz)." });
  for (const file of valuesFiles) await checkValuesFile(chart, file);
  for (const expression of setFile) checkSetFile(chart, expression);
  // A folder that is no chart may be anything, and large; the engine says so.
  if (await stat(join(chart, "Chart.yaml")).catch(() => undefined)) await checkLinks(chart);
}

async function checkValuesFile(chart: string, file: string): Promise<void> {
  if (file.trim() === "-") {
    throw new ChartRenderError(chart, "values from standard input are not supported", { hint: "Write them to a file and name it." });
  }
  if (url.test(file)) {
    throw new ChartRenderError(chart, `values file ${file} is a URL`, {
      hint: "Download it first: nothing is downloaded while rendering.",
    });
  }
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new ChartRenderError(chart, `values file ${file} ${found ? "is not a file" : "does not exist"}`, {
      hint: "Name a YAML file that can be read.",
    });
  }
}

function checkSetFile(chart: string, expression: string): void {
  if (/[=,{]\s*([a-z][a-z0-9+.-]*:\/\/|-\s*([,}]|$))/i.test(expression)) {
    throw new ChartRenderError(chart, `--set-file ${expression} names a URL or standard input`, {
      hint: "Write the content to a file and name it.",
    });
  }
}

/** A link that leaves the chart would carry any file of this machine into a report; Helm itself follows it. */
async function checkLinks(chart: string): Promise<void> {
  const root = resolve(chart);
  const realRoot = await realpath(root);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = await readlink(link);
    const reached = await realpath(link).catch(() => undefined);
    if (!isAbsolute(target) && isInside(root, resolve(entry.parentPath, target)) && reached !== undefined && isInside(realRoot, reached))
      continue;
    throw new ChartRenderError(chart, `the symbolic link ${relative(root, link)} -> ${target} leaves the chart or leads nowhere`, {
      hint: "Copy what it points to into the chart, or package the chart with `helm package` and render the archive.",
    });
  }
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
