// Bundles the sources with their dependencies into dist/, because one file starts several times as fast as two hundred.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./build-step.ts";

const dist = join(root, "dist");

export async function buildProgram(): Promise<void> {
  await mkdir(dist, { recursive: true });
  for (const file of await readdir(dist)) {
    if (file.endsWith(".js") || file.endsWith(".js.map")) await rm(join(dist, file));
  }
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts", worker: "src/rego/worker.ts", index: "src/index.ts" },
    outdir: "dist",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: "esm",
    platform: "node",
    target: "node20",
    metafile: true,
    logLevel: "warning",
    // Bundled CommonJS packages ask for Node's own modules by `require`.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  await writeNotices(Object.keys(metafile.inputs));
}

/** The licences of everything that was bundled: they ask to travel with it. */
async function writeNotices(inputs: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const input of inputs) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const notices: string[] = [];
  for (const folder of [...folders].toSorted()) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")) as Record<
      string,
      string
    >;
    const file = (await readdir(join(root, folder))).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? "" : (await readFile(join(root, folder, file), "utf8")).trim();
    notices.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  const target = join(dist, "THIRD-PARTY-NOTICES.txt");
  await writeFile(`${target}.part`, notices.join(`\n${"-".repeat(80)}\n\n`));
  await rename(`${target}.part`, target);
}
