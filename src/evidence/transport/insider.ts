// The row of what stands inside of objects for settings of TLS; the parsers are loaded with the first object.
import type { Insider } from "../inside/insider.ts";
import { isMapping } from "../json.ts";

const owners = new Set("Pod Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Job CronJob".split(" "));

export const transportInsider: Insider = {
  gives: ["transport"],
  reads: ({ kind, data, stringData }) =>
    kind === "ConfigMap" || kind === "Secret" ? isMapping(data) || isMapping(stringData) : owners.has(kind),
  load: async () => new (await import("./inside.ts")).TransportReader(),
};
