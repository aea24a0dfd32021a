// The manifest of a source: the file as it is, or a chart as Helm renders it at its default values.
import { readFile } from "node:fs/promises";
import type { Source } from "../src/evidence/index.ts";
import { packageFile } from "../src/package-root.ts";

const noValues = { valuesFiles: [], set: [], setString: [], setFile: [], setJson: [], apiVersions: [] };

export async function readManifest({ kind, path }: Source): Promise<Buffer> {
  if (kind !== "chart") return readFile(path);
  // Imported only here: loading the embedded engine makes Node.js warn that WASI is experimental.
  const { createChartRenderer } = await import("../src/toolchain/chart-renderer.ts");
  const render = createChartRenderer({ choice: "auto", wasmFile: packageFile("dist", "toolchain", "helm.wasm") });
  const release = { release: "bench", namespace: "default", includeCrds: true, skipTests: true };
  const { manifest } = await render({ chart: path, ...release, ...noValues });
  return Buffer.from(manifest);
}
