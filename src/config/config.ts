// touchstone.yaml: what is assessed and when the gate passes. The schema in schemas/ documents every key.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, isAbsolute } from "node:path";
import { Ajv } from "ajv";
import { checkIntents, type WrittenIntents } from "./intents.ts";
import {
  TouchstoneError,
  fileEvidence,
  isServerAddress,
  parseKubernetesVersion,
  type EvidenceFiles,
  type Intents,
  type Location,
  type ParameterSettings,
  type PodTemplateSetting,
  type RequiredEvidence,
  type SettingsFile,
} from "../model/index.ts";
import { checkSchema, parseYaml, placeText, readBytes } from "../yaml/index.ts";
import { packageFile } from "../package-root.ts";

/** A file of SQLite, beside touchstone.yaml. */
export const defaultStore = "touchstone-history.db";

/** What the file says; every key may be absent. */
export interface Config extends Partial<EvidenceFiles> {
  readonly version?: 1;
  readonly paths?: readonly string[];
  readonly frameworks?: readonly string[];
  readonly checks?: {
    readonly only?: readonly string[];
    readonly skip?: readonly string[];
    readonly required?: readonly string[];
  };
  readonly policies?: readonly string[];
  readonly verification?: {
    readonly key: string;
    readonly keyId?: string;
    readonly scope?: string;
    readonly algorithm?: string;
  };
  readonly parameters?: ParameterSettings;
  readonly intents?: Intents;
  /** The file itself, when it sets parameters or states intents. */
  readonly source?: SettingsFile;
  readonly allowBuiltins?: readonly string[];
  readonly podTemplates?: readonly PodTemplateSetting[];
  /** Files, and folders of files. */
  readonly exceptions?: readonly string[];
  /** Files with the Statement of Applicability. */
  readonly soa?: readonly string[];
  /** Files, and folders of files. */
  readonly attestations?: readonly string[];
  /** Files with public keys or certificates: whose signatures count. */
  readonly signatureKeys?: readonly string[];
  readonly requiredEvidence?: readonly RequiredEvidence[];
  /** A file that `touchstone baseline write` has written. */
  readonly baseline?: string;
  readonly catalogues?: readonly string[];
  readonly mappings?: readonly string[];
  readonly gate?: { readonly score?: number; readonly coverage?: number };
  readonly helm?: {
    readonly engine?: "auto" | "embedded" | "native";
    readonly release?: string;
    readonly namespace?: string;
    readonly values?: readonly string[];
    readonly set?: readonly string[];
    readonly setString?: readonly string[];
    readonly setFile?: readonly string[];
    readonly setJson?: readonly string[];
    readonly kubeVersion?: string;
    readonly apiVersions?: readonly string[];
    readonly includeCrds?: boolean;
    readonly skipTests?: boolean;
  };
  /** Where assessments are kept, and under which name. */
  readonly history?: { readonly store?: string; readonly name?: string };
  readonly output?: readonly string[];
  readonly keepGoing?: boolean;
  readonly limits?: { readonly fileMiB?: number; readonly documentMiB?: number; readonly checkSeconds?: number };
}

/**
 * Reads a configuration; paths in it come back relative to the working directory.
 * @throws TouchstoneError E_CONFIG with file, line and column for each wrong key or value; and what `readYamlFile` throws
 */
export async function loadConfig(file: string): Promise<Config> {
  const bytes = await readBytes(file);
  const document = parseYaml(bytes, file);
  if (document.value === undefined || document.value === null) return {};
  const schema = JSON.parse(await readFile(packageFile("schemas", "touchstone.schema.json"), "utf8")) as object;
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<WrittenConfig>(schema);
  const {
    parameters: values,
    segmentation = [],
    leastPrivilege = [],
    evidence,
    ...config
  } = checkSchema(validate, document, "E_CONFIG");
  const { locate } = document;
  if (config.helm?.kubeVersion !== undefined)
    checkKubernetesVersion(config.helm.kubeVersion, locate(["helm", "kubeVersion"]));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const source = { file, sha256, bytes: bytes.length };
  const states = segmentation.length + leastPrivilege.length > 0;
  if (states) checkIntents({ segmentation, leastPrivilege }, locate);
  return {
    ...relativeTo(dirname(file), { ...config, requiredEvidence: (evidence?.required ?? []).map(requiredOf) }),
    ...(values && { parameters: { values, locate } }),
    ...(states && { intents: { segmentation, leastPrivilege, locate } }),
    ...((values || states) && { source }),
  };
}

/** As it is written: values of parameters, and intents, without their places. */
type WrittenConfig = Omit<Config, "parameters" | "intents" | "source" | "requiredEvidence"> &
  WrittenIntents & {
    readonly parameters?: ParameterSettings["values"];
    readonly evidence?: { readonly required?: readonly WrittenRequirement[] };
  };

/** With either a source or a namespace. */
interface WrittenRequirement {
  readonly source?: string;
  readonly maxAge?: string;
  readonly namespace?: string;
}

function requiredOf({ source, maxAge, namespace = "" }: WrittenRequirement): RequiredEvidence {
  if (source === undefined) return { namespace };
  if (maxAge === undefined) return { source };
  return { source, maxAgeHours: Number(maxAge.slice(0, -1)) * (maxAge.endsWith("d") ? 24 : 1) };
}

function checkKubernetesVersion(version: string, location: Location): void {
  try {
    parseKubernetesVersion(version);
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    throw new TouchstoneError("E_CONFIG", `${placeText(location)}: ${thrown.message}`, thrown.hint, thrown);
  }
}

function relativeTo(folder: string, config: Config): Config {
  const place = (path: string): string => (path === "-" || isAbsolute(path) ? path : join(folder, path));
  const places = (paths: readonly string[] | undefined): readonly string[] => (paths ?? []).map(place);
  const { paths, policies, verification, exceptions, catalogues, mappings, helm, output = [] } = config;
  const { soa, attestations, signatureKeys, requiredEvidence = [], baseline, history } = config;
  return {
    ...config,
    ...(paths && { paths: places(paths) }),
    policies: places(policies),
    ...(verification && { verification: { ...verification, key: place(verification.key) } }),
    exceptions: places(exceptions),
    soa: places(soa),
    attestations: places(attestations),
    ...Object.fromEntries(fileEvidence.map((kind) => [kind, places(config[kind])])),
    signatureKeys: places(signatureKeys),
    requiredEvidence: requiredEvidence.map((one) => ("source" in one ? { ...one, source: place(one.source) } : one)),
    ...(baseline !== undefined && { baseline: place(baseline) }),
    ...(history && { history: { ...history, store: placeOfStore(history.store ?? defaultStore, place) } }),
    catalogues: places(catalogues),
    mappings: places(mappings),
    ...(helm && {
      helm: {
        ...helm,
        values: places(helm.values),
        setFile: (helm.setFile ?? []).map((entry) => afterEquals(entry, place)),
      },
    }),
    output: output.map((entry) => afterEquals(entry, place)),
  };
}

/** A database server is where it is. */
function placeOfStore(store: string, place: (path: string) => string): string {
  return isServerAddress(store) ? store : place(store);
}

/** Applies `place` to the path in `key=path`, or to the whole when there is no key. */
function afterEquals(entry: string, place: (path: string) => string): string {
  const at = entry.indexOf("=") + 1;
  return entry.slice(0, at) + place(entry.slice(at));
}
