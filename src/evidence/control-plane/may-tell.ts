// Which objects are worth a look for components of the control plane. Every object is asked, so it is cheap.
import type { PathStep } from "../../model/index.ts";
import type { KubernetesObject } from "../collected.ts";
import { asList, asObject, isMapping, type JsonObject } from "../json.ts";
import { containerLists, knownPodTemplates, valueAt, type PodTemplates } from "../pod-templates.ts";

const programs =
  /(?:^|[/\\])(?:kube-apiserver|kube-controller-manager|kube-scheduler|etcd|kubelet|kube-proxy)(?:\.exe)?$/;

/** The API groups of configurations, and their kinds. */
const configurations: Readonly<Record<string, readonly string[]>> = {
  "kubeadm.k8s.io": ["ClusterConfiguration", "InitConfiguration", "JoinConfiguration"],
  "kubelet.config.k8s.io": ["KubeletConfiguration"],
  "kubeproxy.config.k8s.io": ["KubeProxyConfiguration"],
  "kubescheduler.config.k8s.io": ["KubeSchedulerConfiguration"],
  "apiserver.config.k8s.io": ["AuthenticationConfiguration", "AuthorizationConfiguration"],
};

/** Texts that say that they are one: by their group, or by what only etcd's file has. */
const telling =
  /^[ \t{]*["']?apiVersion["']?: *["']?(?:kubelet\.config|kubeproxy\.config|kubescheduler\.config|apiserver\.config|kubeadm)\.k8s\.io\/|^client-transport-security:/m;

/** A script that writes such a file is none. */
const readable = /(?:^[A-Za-z-]+|\.(?:ya?ml|json|conf|config))$/;

export function mayTellOfControlPlane(object: KubernetesObject, templates: PodTemplates = knownPodTemplates): boolean {
  if (isConfiguration(object)) return true;
  if (object.kind === "ConfigMap") return configurationsIn(object).length > 0;
  const paths = templates.podsOf(object)?.paths ?? [];
  return paths.some((path) => containersAt(object, path).some(({ container }) => namesProgram(container)));
}

export function isConfiguration({ apiVersion, kind }: KubernetesObject): boolean {
  const [group = ""] = apiVersion.split("/");
  return Object.hasOwn(configurations, group) && configurations[group]?.includes(kind) === true;
}

/** The texts of a ConfigMap that should be configurations, by their keys. */
export function configurationsIn(object: KubernetesObject): readonly (readonly [string, string])[] {
  return Object.entries(asObject(object["data"])).flatMap(([key, text]) =>
    typeof text === "string" && readable.test(key) && telling.test(text) ? [[key, text] as const] : [],
  );
}

/** The containers of the pod there, and where each stands. */
export function containersAt(
  object: KubernetesObject,
  path: readonly PathStep[],
): readonly { readonly container: JsonObject; readonly path: readonly PathStep[] }[] {
  const pod = asObject(valueAt(object, path));
  return containerLists.flatMap(([list]) =>
    asList(pod[list]).flatMap((container, index) =>
      isMapping(container) ? [{ container, path: [...path, list, index] }] : [],
    ),
  );
}

function namesProgram(container: JsonObject): boolean {
  return ["command", "args"].some((list) =>
    asList(container[list]).some((word) => typeof word === "string" && programs.test(word)),
  );
}
