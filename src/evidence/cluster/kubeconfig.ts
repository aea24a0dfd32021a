// Finds the kubeconfig as kubectl does, and what it says of one context.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { TouchstoneError, messageOf } from "../../model/index.ts";

/** Which cluster: absent parts are chosen as kubectl chooses them. */
export interface ClusterChoice {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** Where a kubeconfig is looked for. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** A kubeconfig with one context chosen. */
export interface ChosenContext {
  readonly config: KubeConfig;
  /** Of the context; in a pod, the API server's host. */
  readonly name: string;
  readonly server: URL;
}

const podToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/** @throws TouchstoneError E_KUBECONFIG */
export function chooseContext(choice: ClusterChoice, surroundings: Surroundings): ChosenContext {
  const files = filesOf(choice, surroundings);
  const config = files.length > 0 ? merge(files.map(read)) : inPod(surroundings);
  const contexts = config.getContexts().map(({ name }) => name);
  const name = choice.context ?? config.getCurrentContext();
  const where = files.length > 0 ? files.join(", ") : "this pod";
  if (!name) throw wrong(`${where} has no current context`, oneOf("Choose one with --context", contexts));
  const context = config.getContextObject(name);
  if (!context) throw wrong(`there is no context "${name}" in ${where}`, oneOf("Give one that is there", contexts));
  const cluster = config.getCluster(context.cluster);
  if (!cluster) throw wrong(`context "${name}" names the cluster "${context.cluster}", which is not there`, check);
  // Without a user the client would leave out what is said of TLS as well.
  const user = context.user ? config.getUser(context.user) : { name: "" };
  if (!user) throw wrong(`context "${name}" names the user "${context.user}", who is not there`, check);
  const server = urlOf(cluster.server);
  if (!server || !/^https?:$/.test(server.protocol))
    throw wrong(`the server of cluster "${cluster.name}" is no address of HTTPS`, check);
  if (server.protocol === "http:" && !cluster.skipTLSVerify) {
    const hint = "Give it an address of HTTPS; for kubectl proxy on this machine, set insecure-skip-tls-verify.";
    throw wrong(`what goes to the server of cluster "${cluster.name}" is not encrypted`, hint);
  }
  const chosen = new KubeConfig();
  chosen.loadFromOptions({
    clusters: [cluster],
    users: [user],
    contexts: [{ ...context, user: user.name }],
    currentContext: name,
  });
  return { config: chosen, name: files.length > 0 ? name : server.host, server };
}

const check = "Correct the kubeconfig; `kubectl config view` shows it without secrets.";

function filesOf({ kubeconfig }: ClusterChoice, { env, home }: Surroundings): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  const named = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  const there = named.filter((file) => existsSync(file));
  if (named.length > 0 && there.length === 0)
    throw wrong(`${named.join(", ")} does not exist`, "Correct KUBECONFIG, or name a file with --kubeconfig.");
  if (there.length > 0) return there;
  const usual = join(home, ".kube", "config");
  return existsSync(usual) ? [usual] : [];
}

function read(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    // A user of another context may be beyond repair.
    config.loadFromFile(file, { onInvalidEntry: "filter" });
  } catch (thrown) {
    throw wrong(`${file} cannot be read as a kubeconfig: ${reasonOf(thrown)}`, "Name another with --kubeconfig.");
  }
  return config;
}

/** What is wrong with a file, without the lines around it: there are tokens in them. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error && "reason" in thrown) {
    const line = "mark" in thrown ? (thrown.mark as { readonly line?: number } | undefined)?.line : undefined;
    return `${String(thrown.reason)}${line === undefined ? "" : ` in line ${line + 1}`}`;
  }
  return thrown instanceof Error && "syscall" in thrown
    ? messageOf(thrown)
    : "it is no mapping of clusters, users and contexts";
}

/** Of several files the first that says something counts, as with kubectl. */
function merge(configs: readonly KubeConfig[]): KubeConfig {
  const merged = new KubeConfig();
  merged.loadFromOptions({
    clusters: firstOfEach(configs.flatMap((config) => config.getClusters())),
    users: firstOfEach(configs.flatMap((config) => config.getUsers())),
    contexts: firstOfEach(configs.flatMap((config) => config.getContexts())),
    currentContext: configs.map((config) => config.getCurrentContext()).find(Boolean),
  });
  return merged;
}

function firstOfEach<Named extends { readonly name: string }>(items: readonly Named[]): Named[] {
  return items.filter((item, index) => items.findIndex(({ name }) => name === item.name) === index);
}

function inPod({ env }: Surroundings): KubeConfig {
  if (!env["KUBERNETES_SERVICE_HOST"] || !existsSync(podToken)) {
    const hint =
      "Name one with --kubeconfig, set KUBECONFIG, or log in to a cluster so that ~/.kube/config is written.";
    throw wrong("there is no kubeconfig", hint);
  }
  const config = new KubeConfig();
  config.loadFromCluster();
  return config;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function oneOf(what: string, names: readonly string[]): string {
  return names.length === 0 ? "Name another file with --kubeconfig." : `${what}: ${names.slice(0, 10).join(", ")}.`;
}

function wrong(message: string, hint: string): TouchstoneError {
  return new TouchstoneError("E_KUBECONFIG", message, hint);
}
