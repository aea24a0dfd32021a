// Collects evidence from a cluster. Loaded only when one is asked: the client that it needs is large.
export { collectCluster, type ClusterPart, type CollectClusterOptions } from "./collect-cluster.ts";
export type { ClusterChoice } from "./kubeconfig.ts";
