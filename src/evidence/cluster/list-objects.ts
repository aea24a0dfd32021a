// Lists all objects of one kind, page by page, without what the API server keeps for itself.
import type { KubernetesObject } from "../collected.ts";
import { isMapping } from "../json.ts";
import { ApiFailure, type ApiClient } from "./api-client.ts";
import type { ListedKind } from "./discovery.ts";

/** Keys of metadata that no manifest has, or that change without anybody's doing. */
const bookkeeping = new Set(["managedFields", "resourceVersion", "generation", "selfLink"]);
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * In the server's order. What is listed while it expires is listed once more from the beginning.
 * @throws ApiFailure
 */
export async function listObjects(
  client: ApiClient,
  kind: ListedKind,
  pageSize: number,
): Promise<readonly KubernetesObject[]> {
  try {
    return await listOnce(client, kind, pageSize);
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure) || thrown.status !== 410) throw thrown;
    return listOnce(client, kind, pageSize);
  }
}

async function listOnce(
  client: ApiClient,
  { path, apiVersion, kind }: ListedKind,
  pageSize: number,
): Promise<KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  let next = "";
  do {
    const query = new URLSearchParams({ limit: String(pageSize), ...(next !== "" && { continue: next }) });
    const { items, metadata } = await client.get(`${path}?${query}`);
    if (!Array.isArray(items)) throw noList();
    for (const item of items) objects.push({ ...pruned(item), apiVersion, kind });
    const token = isMapping(metadata) ? metadata["continue"] : undefined;
    const following = typeof token === "string" ? token : "";
    if (following !== "" && following === next) throw noList();
    next = following;
  } while (next !== "");
  return objects;
}

/** An object as somebody would write it; its status is the cluster's word, not evidence of what is wanted. */
function pruned(item: unknown): Readonly<Record<string, unknown>> {
  if (!isMapping(item) || !isMapping(item["metadata"]) || typeof item["metadata"]["name"] !== "string") throw noList();
  const { status: _, ...object } = item;
  const metadata = Object.fromEntries(Object.entries(item["metadata"]).filter(([key]) => !bookkeeping.has(key)));
  const { annotations } = metadata;
  if (isMapping(annotations)) {
    const { [lastApplied]: __, ...others } = annotations;
    metadata["annotations"] = others;
  }
  return { ...object, metadata };
}

function noList(): ApiFailure {
  return new ApiFailure(
    "the answer is no list of objects",
    "Check that the server of the kubeconfig is an API server of Kubernetes.",
  );
}
