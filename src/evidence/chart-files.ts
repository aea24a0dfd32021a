// Reads the templates of a chart by the names that Helm gives them, from a folder or an archive.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { addPacked, readChartArchive } from "./chart-archive.ts";

/** Reads a file of the chart by the name in `# Source:`, whose first step is the chart's; undefined when it cannot be read. */
export type TemplateReader = (name: string) => string | undefined;

export function openTemplates(chart: string): TemplateReader {
  const isFolder = statSync(chart, { throwIfNoEntry: false })?.isDirectory() ?? false;
  let packed: ReadonlyMap<string, Buffer> | undefined;
  return (name) => {
    const steps = name.split("/").slice(1);
    if (steps.length === 0 || steps.includes("..")) return undefined;
    const file = isFolder ? read(join(chart, ...steps)) : undefined;
    if (file) return file.toString("utf8");
    packed ??= isFolder ? packedDependencies(chart) : (readChartArchive(read(chart) ?? Buffer.alloc(0)) ?? new Map());
    return packed.get(steps.join("/"))?.toString("utf8");
  };
}

/** The templates of a chart, helpers and those of its dependencies included, by their paths below the chart. */
export function chartTemplates(chart: string): ReadonlyMap<string, string> {
  const isFolder = statSync(chart, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const files = isFolder
    ? new Map([...packedDependencies(chart), ...filesBelow(chart)])
    : (readChartArchive(read(chart) ?? Buffer.alloc(0)) ?? new Map<string, Buffer>());
  const templates = [...files].filter(([name]) => /^(?:charts\/[^/]+\/)*templates\//.test(name));
  return new Map(templates.map(([name, content]) => [name, content.toString("utf8")]));
}

/** Links are left out: they may lead out of the chart. */
function filesBelow(chart: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(chart, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(chart, path).split(sep).join("/");
    const content = entry.isFile() && name.includes("templates/") ? read(path) : undefined;
    if (content) files.set(name, content);
  }
  return files;
}

/** The files of the archives in the folder's `charts/`. */
function packedDependencies(chart: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const folder = join(chart, "charts");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return files;
  for (const name of readdirSync(folder).toSorted()) {
    const archive = name.endsWith(".tgz") ? read(join(folder, name)) : undefined;
    if (archive) addPacked(archive, files);
  }
  return files;
}

/** Lines are a help, not evidence: what cannot be read has none. */
function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
