// Collects the objects of a cluster as files are collected: one by one into the sink, then a record of what was judged.
import { createHash } from "node:crypto";
import { TouchstoneError, type Location } from "../../model/index.ts";
import { problem, type EvidenceSink, type KubernetesObject } from "../collected.ts";
import { isMapping } from "../json.ts";
import { knownPodTemplates, type PodTemplates } from "../pod-templates.ts";
import type { SizeLimits } from "../size-limits.ts";
import { ApiClient, ApiFailure } from "./api-client.ts";
import { connect } from "./connect.ts";
import { discover, type ListedKind } from "./discovery.ts";
import { accessKinds, networkKinds, workloadKinds, type WantedKind } from "./kinds.ts";
import { chooseContext, type ClusterChoice, type Surroundings } from "./kubeconfig.ts";
import { listObjects } from "./list-objects.ts";
import { Owners } from "./owners.ts";

/** What a question is about. */
export type ClusterPart = "access" | "network" | "workloads";

export interface CollectClusterOptions {
  readonly parts: readonly ClusterPart[];
  /** A file is all answers together, a document one of them. */
  readonly limits: SizeLimits;
  readonly templates?: PodTemplates;
  /** Time of collection, UTC, ISO 8601. */
  readonly now: string;
  readonly version: string;
  readonly surroundings: Surroundings;
  /** Objects in one answer. */
  readonly pageSize?: number;
  /** For each request. */
  readonly requestMs?: number;
}

const pageSize = 500;
const requestMs = 30_000;
/** Lists that are asked for at the same time. */
const atOnce = 4;

/**
 * What cannot be listed goes to `sink.problem`, and kinds that the cluster does not have are absent.
 * @throws TouchstoneError E_KUBECONFIG; E_CLUSTER when the API server does not even say what it has
 */
export async function collectCluster(
  choice: ClusterChoice,
  options: CollectClusterOptions,
  sink: EvidenceSink,
): Promise<void> {
  const { limits, requestMs: limitMs = requestMs } = options;
  const connection = await connect(chooseContext(choice, options.surroundings), limitMs);
  const { fileBytes, documentBytes } = limits;
  const client = new ApiClient(connection, { requestMs: limitMs, answerBytes: documentBytes, totalBytes: fileBytes });
  try {
    await new ClusterReader(connection.name, client, options, sink).read(connection.server);
  } finally {
    client.close();
  }
}

class ClusterReader {
  readonly #name: string;
  readonly #client: ApiClient;
  readonly #options: CollectClusterOptions;
  readonly #templates: PodTemplates;
  readonly #sink: EvidenceSink;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #documents = 0;

  constructor(name: string, client: ApiClient, options: CollectClusterOptions, sink: EvidenceSink) {
    this.#name = name;
    this.#client = client;
    this.#options = options;
    this.#templates = options.templates ?? knownPodTemplates;
    this.#sink = sink;
  }

  async read(server: URL): Promise<void> {
    const { kinds, failures } = await discover(this.#client, this.#wanted()).catch((thrown: unknown) => {
      if (!(thrown instanceof ApiFailure)) throw thrown;
      const message = `the API server of ${this.#name} at ${server.origin} cannot be asked: ${thrown.message}`;
      throw new TouchstoneError(thrown.code, message, thrown.hint, thrown);
    });
    for (const { resource, failure } of failures) this.#fail(resource, failure);
    const isLast = ({ apiVersion, kind }: ListedKind): boolean => apiVersion === "v1" && kind === "Pod";
    const lists = await this.#list(kinds.filter((kind) => !isLast(kind)));
    const owners = new Owners(this.#templates);
    for (const object of lists.flat()) owners.add(object);
    for (const list of lists) await this.#deliver(list.filter((object) => !owners.made(object)));
    for (const list of await this.#list(kinds.filter(isLast)))
      await this.#deliver(list.filter((object) => !owners.made(object)));
    const { now, version } = this.#options;
    this.#sink.finished({
      kind: "cluster",
      source: this.#name,
      collector: { name: "touchstone", version },
      collectedAt: now,
      sha256: this.#hash.digest("hex"),
      bytes: this.#bytes,
      documents: this.#documents,
    });
  }

  #wanted(): readonly WantedKind[] {
    return this.#options.parts.flatMap((part) => {
      switch (part) {
        case "access":
          return accessKinds;
        case "network":
          return networkKinds;
        case "workloads":
          return workloadKinds(this.#templates);
      }
    });
  }

  /** Some at once; nothing of those that cannot be listed, which are told in their order. */
  async #list(kinds: readonly ListedKind[]): Promise<readonly (readonly KubernetesObject[])[]> {
    const results = new Map<ListedKind, readonly KubernetesObject[] | ApiFailure>();
    const waiting = [...kinds];
    const work = async (): Promise<void> => {
      for (let kind = waiting.shift(); kind; kind = waiting.shift()) results.set(kind, await this.#listed(kind));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return kinds.map((kind) => {
      const result = results.get(kind) ?? [];
      if (!(result instanceof ApiFailure)) return result;
      this.#fail(kind.resource, result);
      return [];
    });
  }

  async #listed(kind: ListedKind): Promise<readonly KubernetesObject[] | ApiFailure> {
    try {
      return await listObjects(this.#client, kind, this.#options.pageSize ?? pageSize);
    } catch (thrown) {
      if (thrown instanceof ApiFailure) return thrown;
      throw thrown;
    }
  }

  #fail(resource: string, { code, message, hint, status }: ApiFailure): void {
    const todo =
      status === 403 ? `Grant list on ${resource} in the whole cluster, or take a context that has it.` : hint;
    const location = { file: `cluster:${this.#name}` };
    this.#sink.problem(problem(code, this.#name, location, `${resource} cannot be listed: ${message}`, todo));
  }

  async #deliver(objects: readonly KubernetesObject[]): Promise<void> {
    for (const value of objects) {
      const text = `${canonicalText(value)}\n`;
      this.#hash.update(text);
      this.#bytes += Buffer.byteLength(text);
      this.#documents++;
      const location = placeOf(this.#name, value);
      const flaw = this.#templates.findFlaw(value);
      if (flaw) this.#sink.problem(problem("E_NOT_KUBERNETES", this.#name, location, flaw.message, flaw.hint));
      const busy = this.#sink.object({ value, locate: () => location, defaultNamespace: "default" });
      if (busy) await busy;
    }
  }
}

/** `cluster:production/Role/data/jobs`: an object of a cluster has no lines. */
function placeOf(cluster: string, object: KubernetesObject): Location {
  const { apiVersion, kind } = object;
  const [group = ""] = apiVersion.includes("/") ? apiVersion.split("/") : [];
  const isCustom = group.includes(".") && !group.endsWith(".k8s.io");
  const { namespace, name } = isMapping(object.metadata) ? object.metadata : {};
  const steps = [isCustom ? `${kind}.${group}` : kind, namespace, name].filter((step) => typeof step === "string");
  return { file: `cluster:${cluster}/${steps.join("/")}` };
}

/** The same text for the same object, in whatever order its keys come. */
function canonicalText(object: KubernetesObject): string {
  return JSON.stringify(object, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}
