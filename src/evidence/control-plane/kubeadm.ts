// What kubeadm makes of its configuration: flags of its own, and those that the configuration adds or puts in their place.
import type { ControlPlaneComponent, PathStep } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { parseFlags, type Argument, type Flag, type Flags } from "./parse-flags.ts";

export interface KubeadmPart {
  readonly component: ControlPlaneComponent;
  readonly flags: Flags;
  readonly path: readonly PathStep[];
}

/** Where kubeadm keeps the arguments of each component, in the objects that a cluster is made with and those that nodes join with. */
const clusterParts = [
  ["kube-apiserver", ["apiServer"]],
  ["kube-controller-manager", ["controllerManager"]],
  ["kube-scheduler", ["scheduler"]],
  ["etcd", ["etcd", "local"]],
] as const;

export function kubeadmParts(value: JsonObject, kind: string, at: readonly PathStep[]): readonly KubeadmPart[] {
  if (kind !== "ClusterConfiguration") return kubeletPart(value, at);
  const isExternal = isMapping(asObject(value["etcd"])["external"]);
  return clusterParts.flatMap(([component, keys]) => {
    if (component === "etcd" && isExternal) return [];
    const path = [...at, ...keys];
    const own = keys.reduce<JsonObject>((inner, key) => asObject(inner[key]), value);
    const said = extraFlags(own["extraArgs"], [...path, "extraArgs"], component);
    return [{ component, flags: new Map([...defaultsOf(component, value, said, path), ...said]), path }];
  });
}

/** Its kubelet has a configuration file beside these flags. */
function kubeletPart(value: JsonObject, at: readonly PathStep[]): readonly KubeadmPart[] {
  const path = [...at, "nodeRegistration", "kubeletExtraArgs"];
  const said = extraFlags(asObject(value["nodeRegistration"])["kubeletExtraArgs"], path, "kubelet");
  if (said.size === 0) return [];
  const config: Flag = { value: "/var/lib/kubelet/config.yaml", path };
  return [{ component: "kubelet", flags: new Map([["config", config], ...said]), path }];
}

/** Names and values until v1beta3; a list of both since v1beta4. */
function extraFlags(extra: unknown, path: readonly PathStep[], component: ControlPlaneComponent): Flags {
  const pairs: readonly (readonly [string, unknown, PathStep])[] = Array.isArray(extra)
    ? asList(extra).map((item, index) => [asText(asObject(item)["name"]), asObject(item)["value"], index])
    : Object.entries(asObject(extra)).map(([name, value]) => [name, value, name]);
  const words = pairs
    .filter(([name]) => name !== "")
    .map(([name, value, step]): Argument => ({ text: `--${name}=${showValue(value)}`, path: [...path, step] }));
  return parseFlags(words, component);
}

/** kubeadm takes nothing but text; what else stands there is what somebody meant. */
function showValue(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "invalid";
}

function defaultsOf(
  component: ControlPlaneComponent,
  value: JsonObject,
  said: Flags,
  path: readonly PathStep[],
): Flags {
  const folder = asText(value["certificatesDir"]) || "/etc/kubernetes/pki";
  const lines = (defaults[component] ?? "").split(" ").filter((line) => line !== "");
  const words = lines.map((line): Argument => ({ text: line.replace("PKI", folder), path }));
  const flags = new Map(parseFlags(words, component));
  if (component !== "kube-apiserver") return flags;
  if (said.has("authorization-config")) flags.delete("authorization-mode");
  const external = asObject(asObject(value["etcd"])["external"]);
  if (isMapping(asObject(value["etcd"])["external"])) {
    for (const name of ["etcd-cafile", "etcd-certfile", "etcd-keyfile", "etcd-servers"]) flags.delete(name);
    for (const [key, name] of [
      ["caFile", "etcd-cafile"],
      ["certFile", "etcd-certfile"],
      ["keyFile", "etcd-keyfile"],
    ] as const)
      if (asText(external[key]) !== "") flags.set(name, { value: asText(external[key]), path });
    const servers = asList(external["endpoints"]).map(asText).join(",");
    flags.set("etcd-servers", { value: servers, path });
  }
  return flags;
}

/** Those of kubeadm's own flags that checks look at. */
const defaults: Readonly<Partial<Record<ControlPlaneComponent, string>>> = {
  "kube-apiserver":
    "--allow-privileged=true --authorization-mode=Node,RBAC --client-ca-file=PKI/ca.crt " +
    "--enable-admission-plugins=NodeRestriction --enable-bootstrap-token-auth=true --etcd-cafile=PKI/etcd/ca.crt " +
    "--etcd-certfile=PKI/apiserver-etcd-client.crt --etcd-keyfile=PKI/apiserver-etcd-client.key " +
    "--etcd-servers=https://127.0.0.1:2379 --kubelet-client-certificate=PKI/apiserver-kubelet-client.crt " +
    "--kubelet-client-key=PKI/apiserver-kubelet-client.key --service-account-key-file=PKI/sa.pub " +
    "--service-account-signing-key-file=PKI/sa.key --tls-cert-file=PKI/apiserver.crt --tls-private-key-file=PKI/apiserver.key",
  "kube-controller-manager":
    "--bind-address=127.0.0.1 --client-ca-file=PKI/ca.crt --cluster-signing-cert-file=PKI/ca.crt " +
    "--cluster-signing-key-file=PKI/ca.key --controllers=*,bootstrapsigner,tokencleaner --leader-elect=true " +
    "--root-ca-file=PKI/ca.crt --service-account-private-key-file=PKI/sa.key --use-service-account-credentials=true",
  "kube-scheduler": "--bind-address=127.0.0.1 --leader-elect=true",
  etcd:
    "--cert-file=PKI/etcd/server.crt --client-cert-auth=true --key-file=PKI/etcd/server.key " +
    "--listen-client-urls=https://127.0.0.1:2379 --listen-metrics-urls=http://127.0.0.1:2381 " +
    "--peer-cert-file=PKI/etcd/peer.crt --peer-client-cert-auth=true --peer-key-file=PKI/etcd/peer.key " +
    "--peer-trusted-ca-file=PKI/etcd/ca.crt --trusted-ca-file=PKI/etcd/ca.crt",
};
