// The options that scan and gate share, and how they and touchstone.yaml become one set of settings.
import { type Command, InvalidArgumentError, Option } from "commander";
import { collect, commitId, storeAddress } from "./arguments.ts";
import type { Config } from "../config/index.ts";
import type { VerificationSettings } from "../library/index.ts";
import type { Intents, ParameterSettings, PodTemplateSetting, RequiredEvidence, SettingsFile } from "../model/index.ts";
import { addFileOptions, mergeFileOptions, type FileOptions } from "./file-options.ts";
import { isPodTemplateSetting } from "../evidence/index.ts";
import { addPolicyOptions, verificationOf, type PolicyOptions } from "./policy-options.ts";

/** What commander parsed; absent means that the user did not say. */
export interface CommonOptions extends PolicyOptions, FileOptions {
  readonly format: readonly string[];
  readonly output: readonly string[];
  readonly framework: readonly string[];
  readonly checks: readonly string[];
  readonly skipChecks: readonly string[];
  readonly catalogue: readonly string[];
  readonly mapping: readonly string[];
  /** Files and folders with exceptions. */
  readonly exceptions: readonly string[];
  /** Files with the Statement of Applicability. */
  readonly soa: readonly string[];
  /** Files and folders with attestations. */
  readonly attestations: readonly string[];
  /** The commit that all evidence has to be of. */
  readonly commit?: string;
  /** Only the gate has one. */
  readonly baseline?: string;
  /** Where the assessment is kept; true for the default. */
  readonly history?: string | true;
  readonly historyName?: string;
  readonly podTemplate: readonly PodTemplateSetting[];
  readonly values: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly setFile: readonly string[];
  readonly setJson: readonly string[];
  readonly apiVersions: readonly string[];
  readonly releaseName?: string;
  readonly namespace?: string;
  readonly kubeVersion?: string;
  readonly includeCrds?: boolean;
  readonly skipTests?: boolean;
  readonly helmEngine?: "auto" | "embedded" | "native";
  readonly keepGoing?: boolean;
  readonly verbose?: boolean;
  readonly workers?: number;
  readonly maxFileSize?: number;
  readonly maxDocumentSize?: number;
  readonly checkTimeout?: number;
  readonly allowBuiltin: readonly string[];
  /** Of the options and of touchstone.yaml together. */
  readonly verification?: VerificationSettings;
  /** Only touchstone.yaml says them. */
  readonly parameters?: ParameterSettings;
  readonly intents?: Intents;
  readonly settings?: SettingsFile;
  readonly requiredChecks?: readonly string[];
  readonly requiredEvidence?: readonly RequiredEvidence[];
}

/** Those that decide how evidence is read. */
export type CollectingOptions = Pick<
  CommonOptions,
  | "podTemplate"
  | "values"
  | "set"
  | "setString"
  | "setFile"
  | "setJson"
  | "apiVersions"
  | "releaseName"
  | "namespace"
  | "kubeVersion"
  | "includeCrds"
  | "skipTests"
  | "helmEngine"
  | "keepGoing"
  | "maxFileSize"
  | "maxDocumentSize"
>;

/** Those of scan and gate, in the order of `--help`. */
export function addCommonOptions(command: Command): Command {
  command
    .option(
      "--format <format>",
      "what to print: table, json, sarif, junit, markdown or html (default: table)",
      collect,
      [],
    )
    .option(
      "-o, --output <file>",
      "write a report; its ending says the format, or FORMAT=FILE (repeatable)",
      collect,
      [],
    );
  return addAssessmentOptions(command)
    .option(
      "--history [store]",
      "keep the assessment in this file or postgres://... (default: touchstone-history.db)",
      storeAddress,
    )
    .option("--history-name <name>", "what trends call it (default: the paths)")
    .option("--verbose", "list every finding of a check in the table");
}

/** Those of whoever assesses, and reports nothing or something of its own. */
export function addAssessmentOptions(command: Command): Command {
  command
    .option(
      "--framework <id>",
      "a framework in scope (repeatable; default: owasp-2025, csf-2.0, iso27001-2022)",
      collectList,
      [],
    )
    .option("--checks <names>", "run only these: ids, group/*, tags or other tools' names", collectList, [])
    .option("--skip-checks <names>", "leave these out; they count as not assessed", collectList, []);
  addOwnPolicies(command)
    .option("--catalogue <file>", "your own framework (repeatable)", collect, [])
    .option("--mapping <file>", "your own mappings from checks to controls (repeatable)", collect, [])
    .option("--exceptions <path>", "a file with exceptions, or a folder of them (repeatable)", collect, [])
    .option("--soa <file>", "a Statement of Applicability: which controls apply (repeatable)", collect, [])
    .option("--attestations <path>", "a file with attestations, or a folder of them (repeatable)", collect, [])
    .option("--commit <id>", "the git commit that all evidence has to be of", commitId);
  return addEvidenceOptions(addFileOptions(command));
}

/** Those of `touchstone fix`, which writes no reports and knows no frameworks. */
export function addFixOptions(command: Command): Command {
  command
    .option("--checks <names>", "fix only what these find: ids, group/*, tags or other tools' names", collectList, [])
    .option("--skip-checks <names>", "leave what these find as it is", collectList, []);
  return addEvidenceOptions(addOwnPolicies(command));
}

function addOwnPolicies(command: Command): Command {
  return addPolicyOptions(command).option(
    "--allow-builtin <name>",
    "let policies call http.send, net.lookup_ip_addr, opa.runtime or rand.intn (repeatable)",
    collect,
    [],
  );
}

function addEvidenceOptions(command: Command): Command {
  return addCollectOptions(command, "namespace of the release and of objects that name none (default: default)")
    .option("--workers <number>", "worker threads (default: as many as pay; 0 for none)", wholeNumber)
    .option(
      "--check-timeout <seconds>",
      "how long a check of your own may take on one subject (default: 10)",
      positiveNumber,
    );
}

/** What decides how evidence is read; `namespace` says what that option means. */
export function addCollectOptions(command: Command, namespace: string): Command {
  return command
    .option(
      "--pod-template <GROUP/KIND=PATH>",
      "where a custom resource keeps its pods; PATH:spec for a pod's bare spec (repeatable)",
      collectPodTemplate,
      [],
    )
    .option("-f, --values <file>", "Helm values file (repeatable, the last one wins)", collect, [])
    .option("--set <key=value>", "Helm value (repeatable)", collect, [])
    .option("--set-string <key=value>", "Helm value that is text (repeatable)", collect, [])
    .option("--set-file <key=path>", "Helm value that is a file's content (repeatable)", collect, [])
    .option("--set-json <key=json>", "Helm value in JSON (repeatable)", collect, [])
    .option("--release-name <name>", "Helm release name (default: release-name)")
    .option("-n, --namespace <name>", namespace)
    .option(
      "--kube-version <version>",
      "Kubernetes version that checks judge by and that charts see (default: the newest that the checks know)",
    )
    .option("--api-versions <version>", "API version that charts see beyond Kubernetes' own (repeatable)", collect, [])
    .option("--include-crds", "assess the charts' CRDs too")
    .option("--skip-tests", "leave the charts' test hooks out")
    .addOption(
      new Option("--helm-engine <engine>", "auto takes a helm on the PATH when there is one (default: auto)").choices([
        "auto",
        "embedded",
        "native",
      ]),
    )
    .option("--keep-going", "evidence that cannot be read does not end with exit code 3")
    .option("--max-file-size <MiB>", "largest manifest file (default: 512)", positiveNumber)
    .option("--max-document-size <MiB>", "largest single document (default: 64)", positiveNumber);
}

function collectList(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(",").filter((part) => part !== "")];
}

function collectPodTemplate(value: string, before: readonly PodTemplateSetting[]): readonly PodTemplateSetting[] {
  const [, group = "", kind = "", path = "", spec] = /^([^/=]+)\/([^/=]+)=([^:]+)(:spec)?$/.exec(value) ?? [];
  const setting: PodTemplateSetting = { group, kind, path, type: spec === undefined ? "template" : "spec" };
  if (!isPodTemplateSetting(setting))
    throw new InvalidArgumentError("Give it as example.com/Crawler=spec.template; docs/configuration.md says more.");
  return [...before, setting];
}

function wholeNumber(value: string): number {
  if (!/^\d{1,3}$/.test(value)) throw new InvalidArgumentError("Give a whole number.");
  return Number(value);
}

function positiveNumber(value: string): number {
  const number = Number(value);
  if (!(number > 0) || number > 1_000_000) throw new InvalidArgumentError("Give a number above 0.");
  return number;
}

/** The command line over the configuration: single values replace, lists of the command line replace a list that they name. */
export function mergeOptions(options: CommonOptions, config: Config): CommonOptions {
  const { helm = {}, checks = {}, limits = {} } = config;
  return {
    ...options,
    output: either(options.output, config.output),
    framework: either(options.framework, config.frameworks),
    checks: either(options.checks, checks.only),
    skipChecks: either(options.skipChecks, checks.skip),
    policy: [...(config.policies ?? []), ...options.policy],
    allowBuiltin: [...(config.allowBuiltins ?? []), ...options.allowBuiltin],
    catalogue: [...(config.catalogues ?? []), ...options.catalogue],
    mapping: [...(config.mappings ?? []), ...options.mapping],
    exceptions: [...(config.exceptions ?? []), ...options.exceptions],
    soa: [...(config.soa ?? []), ...options.soa],
    attestations: [...(config.attestations ?? []), ...options.attestations],
    ...mergeFileOptions(options, config),
    ...defined("requiredEvidence", config.requiredEvidence),
    ...defined("baseline", options.baseline ?? config.baseline),
    ...defined("history", options.history ?? (config.history && (config.history.store ?? true))),
    ...defined("historyName", options.historyName ?? config.history?.name),
    podTemplate: [...(config.podTemplates ?? []), ...options.podTemplate],
    values: [...(helm.values ?? []), ...options.values],
    set: [...(helm.set ?? []), ...options.set],
    setString: [...(helm.setString ?? []), ...options.setString],
    setFile: [...(helm.setFile ?? []), ...options.setFile],
    setJson: [...(helm.setJson ?? []), ...options.setJson],
    apiVersions: [...(helm.apiVersions ?? []), ...options.apiVersions],
    ...defined("parameters", config.parameters),
    ...defined("intents", config.intents),
    ...defined("settings", config.source),
    ...defined("requiredChecks", checks.required),
    ...defined("verification", verificationOf(options, config.verification)),
    ...defined("releaseName", options.releaseName ?? helm.release),
    ...defined("namespace", options.namespace ?? helm.namespace),
    ...defined("kubeVersion", options.kubeVersion ?? helm.kubeVersion),
    ...defined("includeCrds", options.includeCrds ?? helm.includeCrds),
    ...defined("skipTests", options.skipTests ?? helm.skipTests),
    ...defined("helmEngine", options.helmEngine ?? helm.engine),
    ...defined("keepGoing", options.keepGoing ?? config.keepGoing),
    ...defined("maxFileSize", options.maxFileSize ?? limits.fileMiB),
    ...defined("maxDocumentSize", options.maxDocumentSize ?? limits.documentMiB),
    ...defined("checkTimeout", options.checkTimeout ?? limits.checkSeconds),
  };
}

function either(said: readonly string[], configured: readonly string[] = []): readonly string[] {
  return said.length > 0 ? said : configured;
}

function defined<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });
}
