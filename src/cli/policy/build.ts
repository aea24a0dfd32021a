// `touchstone policy build`: an OPA bundle of policies and data, which OPA and Touchstone load. The same input gives the same bytes.
import { posix } from "node:path";
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import { RegoError, type RegoSources, type RegoToolchain } from "../../toolchain/rego-toolchain.ts";
import { writeWhole } from "../write-report.ts";
import { readPolicyFiles, readText, type PolicyFiles } from "./policy-files.ts";
import { tellingProblems } from "./problems.ts";
import { openToolchain, sharedRules } from "./toolchain.ts";

export interface BuildOptions {
  readonly output: string;
  readonly entrypoint: readonly string[];
  readonly target: "rego" | "wasm";
  readonly revision?: string;
  readonly signingKey?: string;
  readonly signingAlg: string;
}

export async function build(paths: readonly string[], options: BuildOptions): Promise<number> {
  const files = await readPolicyFiles(paths, { tests: false, data: true });
  const key = options.signingKey === undefined ? undefined : await readKey(options.signingKey);
  return tellingProblems(files.modules, async () => {
    const toolchain = await openToolchain();
    const shared = await sharedRules(files.modules);
    const modules = { ...shared, ...files.modules };
    const request = {
      op: "build",
      modules,
      paths: bundlePaths(files, shared, paths.length === 1),
      documents: files.documents,
      entrypoints: entrypointsOf(toolchain, modules, options),
      target: options.target,
      revision: options.revision ?? "",
      ...(key !== undefined && { signing: { key, algorithm: options.signingAlg } }),
    };
    const bytes = Buffer.from(bundleOf(toolchain, request), "base64");
    await writeWhole("bundle", options.output, bytes);
    process.stderr.write(`wrote ${options.output}\n`);
    return exitCodes.passed;
  });
}

/** A private key as OPA takes it; the text is handed over, because the toolchain sees no files. */
async function readKey(file: string): Promise<string> {
  const text = (await readText(file)).trimStart();
  if (text.startsWith("-----BEGIN")) return text;
  throw new TouchstoneError(
    "E_USAGE",
    `${file} is no private key in PEM`,
    "It begins with -----BEGIN; secrets for HMAC are not taken.",
  );
}

/** What is no fault of a policy is one of the options: an entrypoint that is not there, a key that is none. */
function bundleOf(toolchain: RegoToolchain, request: { readonly op: string }): string {
  try {
    return (toolchain.ask(request) as { readonly bundle: string }).bundle;
  } catch (thrown) {
    if (!(thrown instanceof RegoError) || thrown.problems.some(({ file }) => file !== "")) throw thrown;
    throw new TouchstoneError(
      "E_USAGE",
      `the bundle cannot be built: ${thrown.problems.map(({ message }) => message).join("; ")}`,
      "Check --entrypoint, which is <package>/<rule>, and --signing-key.",
      thrown,
    );
  }
}

/** Where each module stands in the bundle: below the path that named it when there is one path, else below all of its folders. */
function bundlePaths({ modules, places }: PolicyFiles, shared: RegoSources, alone: boolean): RegoSources {
  const paths: Record<string, string> = {};
  const taken = new Map<string, string>();
  for (const name of [...Object.keys(modules), ...Object.keys(shared)].toSorted()) {
    const below = alone ? places[name] : undefined;
    const path = posix.join("/", below ?? name);
    const twin = taken.get(path);
    if (twin !== undefined) {
      throw new TouchstoneError(
        "E_USAGE",
        `${twin} and ${name} would both be ${path} in the bundle`,
        "Name a folder that holds both, or rename one of them.",
      );
    }
    taken.set(path, name);
    paths[name] = path;
  }
  return paths;
}

/** Without `--entrypoint`, a WASM module answers for the rules of every check; plain Rego needs none. */
function entrypointsOf(
  toolchain: RegoToolchain,
  modules: RegoSources,
  { entrypoint, target }: BuildOptions,
): readonly string[] {
  if (entrypoint.length > 0 || target === "rego") return entrypoint;
  const found = toolchain.annotations(modules).flatMap(({ package: path, rules }) => {
    if (path[0] !== "touchstone" || path[1] === "lib" || !rules.includes("fail")) return [];
    return ["fail", "not_applicable"].filter((rule) => rules.includes(rule)).map((rule) => [...path, rule].join("/"));
  });
  if (found.length > 0) return [...new Set(found)].toSorted();
  throw new TouchstoneError(
    "E_USAGE",
    "a WASM module needs an entrypoint, and there is no check of Touchstone's whose rules could be one",
    "Name the rules to answer for: --entrypoint <package>/<rule>.",
  );
}
