// Reads configuration files of components: those with a kind of their own, kubeadm's, and etcd's.
import type { ControlPlane, PathStep } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { controlPlaneDocument, versionIn } from "./control-plane-document.ts";
import { etcdFields, fileKinds, type FileKind } from "./file-kinds.ts";
import { kubeadmParts } from "./kubeadm.ts";
import type { Flag } from "./parse-flags.ts";
import { invalid, readFields } from "./read-fields.ts";

const kubeadmKinds = new Set(["ClusterConfiguration", "InitConfiguration", "JoinConfiguration"]);

/** What a configuration says of each component; `at` is where it stands. Empty for what is none. */
export function readConfiguration(value: JsonObject, at: readonly PathStep[] = []): readonly ControlPlane[] {
  if (isKubeadm(value)) {
    const version = versionIn(asText(value["kubernetesVersion"]));
    return kubeadmParts(value, asText(value["kind"]), at).map((part) =>
      controlPlaneDocument({ ...part, source: "kubeadm", version: part.component === "etcd" ? "" : version }),
    );
  }
  const kind = fileKind(value);
  if (!kind) return [];
  const { component, fields, isPart = false } = kind;
  const flags = new Map([...readFields(value, fields, at), ...special(kind, value, at)]);
  return [controlPlaneDocument({ component, source: "file", version: "", flags, path: at, isPart })];
}

/** Whether a text without a kind is etcd's: it is, when it says how clients or members are met. */
export function isEtcdFile(value: unknown): value is JsonObject {
  if (!isMapping(value) || "kind" in value || "apiVersion" in value) return false;
  return ["client-transport-security", "peer-transport-security", "listen-client-urls"].some((key) =>
    Object.hasOwn(value, key),
  );
}

export function readEtcdFile(value: JsonObject, at: readonly PathStep[] = []): ControlPlane {
  const flags = readFields(value, etcdFields, at);
  return controlPlaneDocument({ component: "etcd", source: "file", version: "", flags, path: at });
}

function isKubeadm(value: JsonObject): boolean {
  return groupOf(value) === "kubeadm.k8s.io" && kubeadmKinds.has(asText(value["kind"]));
}

function fileKind(value: JsonObject): FileKind | undefined {
  const group = groupOf(value);
  return fileKinds.find((one) => one.kind === value["kind"] && one.group === group);
}

function groupOf(value: JsonObject): string {
  const [group = ""] = asText(value["apiVersion"]).split("/");
  return group;
}

/** What no single field says. */
function special({ kind }: FileKind, value: JsonObject, at: readonly PathStep[]): readonly (readonly [string, Flag])[] {
  if (kind === "AuthorizationConfiguration") {
    const types = asList(value["authorizers"]).map((one) => asText(asObject(one)["type"]) || invalid);
    return [["authorization-mode", { value: types.join(",") || invalid, path: [...at, "authorizers"] }]];
  }
  if (kind === "AuthenticationConfiguration") {
    const conditions = asList(asObject(value["anonymous"])["conditions"]).map(
      (one) => asText(asObject(one)["path"]) || invalid,
    );
    // No flag says it: anonymous requests are let in at these paths alone.
    return conditions.length === 0
      ? []
      : [["anonymous-auth-paths", { value: conditions.join(","), path: [...at, "anonymous", "conditions"] }]];
  }
  return [];
}
