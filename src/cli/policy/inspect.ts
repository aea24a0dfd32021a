// `touchstone policy inspect`: what is in policies or in a bundle, and which builtins they need.
import { readFile } from "node:fs/promises";
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import { printable, prose } from "../../report/index.ts";
import { RegoError } from "../../toolchain/rego-toolchain.ts";
import { printReport } from "../write-report.ts";
import { readPolicyFiles } from "./policy-files.ts";
import { tellingProblems } from "./problems.ts";
import { guardedBuiltins } from "../../rego/index.ts";
import { openToolchain } from "./toolchain.ts";

export interface InspectOptions {
  readonly annotations?: boolean;
  readonly format: "table" | "json";
}

interface Answer {
  readonly modules: readonly { readonly file: string; readonly package: string; readonly rules: readonly string[] }[];
  /** Files by the place in `data` that they fill. */
  readonly namespaces: Readonly<Record<string, readonly string[]>>;
  readonly annotations: readonly Annotation[];
  readonly builtins: readonly string[];
  readonly features: readonly string[];
  /** The rest is there for a bundle only. */
  readonly manifest?: {
    readonly revision?: string;
    readonly roots?: readonly string[];
    readonly rego_version?: number;
  };
  readonly wasm?: readonly { readonly file: string; readonly entrypoints: readonly string[] }[];
  readonly signed?: boolean;
}

interface Annotation {
  readonly path: readonly { readonly value: unknown }[];
  readonly location?: { readonly file: string; readonly row: number };
  readonly annotations?: { readonly scope?: string; readonly title?: string; readonly description?: string };
}

export async function inspect(path: string, { annotations = false, format }: InspectOptions): Promise<number> {
  const isBundle = /\.(?:tar\.gz|tgz)$/.test(path);
  const { modules, documents } = isBundle
    ? { modules: {}, documents: [] }
    : await readPolicyFiles([path], { tests: true, data: true });
  const source = isBundle ? { bundle: (await readBundle(path)).toString("base64") } : { modules, documents };
  return tellingProblems(modules, async () => {
    const toolchain = await openToolchain();
    const answer = isBundle
      ? askOfBundle(() => toolchain.ask({ op: "inspect", ...source }), path)
      : toolchain.ask({ op: "inspect", ...source });
    await printReport([format === "json" ? json(answer as Answer, annotations) : table(answer as Answer, annotations)]);
    return exitCodes.passed;
  });
}

function readBundle(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT")
      throw new TouchstoneError("E_PATH_MISSING", `${path} does not exist`, "Correct the path.", cause);
    throw new TouchstoneError(
      "E_UNREADABLE",
      `${path} cannot be read: ${cause.message}`,
      "Check its permissions.",
      cause,
    );
  });
}

/** What is wrong with an archive itself has no place in a policy. */
function askOfBundle(ask: () => unknown, path: string): unknown {
  try {
    return ask();
  } catch (thrown) {
    if (!(thrown instanceof RegoError) || thrown.problems.some(({ file }) => file !== "")) throw thrown;
    const said = thrown.problems.map(({ message }) => message).join("; ");
    throw new TouchstoneError(
      "E_UNREADABLE",
      `${path} is no bundle of OPA's: ${said}`,
      "Build it anew with `touchstone policy build`.",
      thrown,
    );
  }
}

function json({ annotations, ...answer }: Answer, wanted: boolean): string {
  const off = answer.builtins.filter((name) => guardedBuiltins.has(name));
  return `${JSON.stringify({ ...answer, off, ...(wanted && { annotations }) }, undefined, 2)}\n`;
}

function table(answer: Answer, annotations: boolean): string {
  const blocks = [
    manifestLines(answer),
    packageLines(answer),
    dataLines(answer),
    builtinLines(answer),
    annotations ? answer.annotations.flatMap(annotationLines) : [],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function manifestLines({ manifest, wasm = [], signed }: Answer): readonly string[] {
  if (!manifest) return [];
  const roots = (manifest.roots ?? [""]).map((root) => root || "everything");
  return [
    ...(manifest.revision ? [`Revision:  ${printable(manifest.revision)}`] : []),
    `Roots:     ${printable(roots.join(", "))}`,
    `Signed:    ${signed === true ? "yes (not verified)" : "no"}`,
    ...wasm.map(
      ({ file, entrypoints }) =>
        `WASM:      ${printable(file)}, which answers for ${printable(entrypoints.join(", ") || "nothing")}`,
    ),
  ];
}

function packageLines({ modules }: Answer): readonly string[] {
  const packages = new Map<string, typeof modules>();
  for (const one of modules) packages.set(one.package, [...(packages.get(one.package) ?? []), one]);
  return [...packages]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, files]) => [
      printable(name),
      ...files.flatMap(({ file, rules }) => [
        `  ${printable(file)}`,
        `    ${printable(rules.join(", ") || "no rules")}`,
      ]),
    ]);
}

function dataLines({ namespaces, modules }: Answer): readonly string[] {
  const packages = new Set(modules.map((one) => one.package));
  const data = Object.entries(namespaces).filter(([place]) => !packages.has(place));
  if (data.length === 0) return [];
  return ["Data:", ...data.map(([place, files]) => `  ${printable(place)}  ${printable(files.join(", "))}`)];
}

function builtinLines({ builtins }: Answer): readonly string[] {
  const off = builtins.filter((name) => guardedBuiltins.has(name));
  return [
    `Builtins:  ${builtins.join(", ") || "none"}`,
    ...(off.length === 0 ? [] : [`Off in Touchstone:  ${off.join(", ")}`]),
  ];
}

function annotationLines({ path, location, annotations = {} }: Annotation): readonly string[] {
  const { scope = "", title, description } = annotations;
  const place = location ? `  (${location.file}:${location.row})` : "";
  return [
    printable(`${path.map(({ value }) => String(value)).join(".")}  ${scope}${place}`),
    ...(title === undefined ? [] : [`  ${prose(title)}`]),
    ...(description === undefined ? [] : [`  ${prose(description)}`]),
  ];
}
