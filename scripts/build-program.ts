// Bundles the sources with their dependencies into dist/, because one file starts several times as fast as two hundred.
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { execa } from "execa";
import { root } from "./build-step.ts";

const dist = join(root, "dist");

type Entries = Readonly<Record<string, string>>;

/**
 * What is in one group shares chunks. A scan loads as few files as can be, so that what it needs shares with nobody; commands
 * that are loaded when they are asked for share with each other.
 */
const groups: readonly Entries[] = [
  { cli: "src/cli/main.ts" },
  { worker: "src/rego/worker.ts" },
  { "network-worker": "src/rego/builtins/network-worker.ts" },
  { index: "src/index.ts" },
  { cluster: "src/evidence/cluster/index.ts" },
  {
    collect: "src/cli/collect/command.ts",
    controls: "src/cli/controls/command.ts",
    exceptions: "src/cli/exceptions/command.ts",
    explain: "src/cli/explain/command.ts",
    fix: "src/cli/fix/command.ts",
    graphs: "src/cli/graphs/command.ts",
    history: "src/cli/history/command.ts",
    keep: "src/cli/history/keep.ts",
    policy: "src/cli/policy/command.ts",
    records: "src/cli/records/command.ts",
  },
];

export async function buildProgram(): Promise<void> {
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  for (const entries of groups) {
    const metafile = await bundle(entries);
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
    for (const output of Object.keys(metafile.outputs)) outputs.add(basename(output));
  }
  // Only now, so that a build that fails leaves the last program whole.
  for (const file of await readdir(dist)) {
    if (file.endsWith(".js") && !outputs.has(file)) await rm(join(dist, file));
  }
  await writeNotices([...inputs]);
  await execa("tsc", ["-p", "tsconfig.types.json"], { cwd: root, preferLocal: true, stdio: "inherit", reject: false });
}

/** Another group's entry is imported as it is. */
async function bundle(entries: Entries): Promise<Metafile> {
  const [name] = Object.keys(entries);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: "dist",
    chunkNames: `${Object.keys(entries).length === 1 ? name : "command"}-[name]-[hash]`,
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: "esm",
    platform: "node",
    target: "node20",
    metafile: true,
    logLevel: "warning",
    // A binding to libpq, which nobody has to have.
    external: ["pg-native"],
    plugins: [otherEntries(entries), slimClient],
    // Bundled CommonJS packages ask for Node's own modules by `require`.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  return metafile;
}

function otherEntries(own: Entries): Plugin {
  const others = new Map(
    groups
      .filter((group) => group !== own)
      .flatMap((group) => Object.entries(group))
      .map(([name, file]) => [join(root, file), `./${name}.js`]),
  );
  return {
    name: "other entries",
    setup(building) {
      building.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const other = others.get(join(resolveDir, path));
        return other === undefined ? undefined : { path: other, external: true };
      });
    },
  };
}

/**
 * Of Kubernetes' client we use what reads a kubeconfig. It leads to a module for each type of the API, and to a client for
 * HTTP that warns on newer versions of Node: requests are our own, so neither has anything to do.
 */
const slimClient: Plugin = {
  name: "slim client",
  setup(building) {
    const config = join(root, "node_modules/@kubernetes/client-node/dist/config.js");
    building.onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({ path: config }));
    building.onResolve({ filter: /^(?:\.\/gen\/index\.js|node-fetch)$/ }, ({ path }) => ({
      path,
      namespace: "unused",
    }));
    building.onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
  },
};

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
