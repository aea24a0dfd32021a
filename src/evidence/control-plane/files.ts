// Files of the control plane that are given with --platform: manifests of static pods, configurations, and flags of the kubelet.
import type { PlatformRow } from "../platform/recognise.ts";

const objects =
  /^[ \t{]*["']?apiVersion["']?: *["']?(?:v1["']?[ \t]*$|(?:apiserver\.config|audit|kubelet\.config|kubeproxy\.config|kubescheduler\.config|kubeadm)\.k8s\.io\/)/m;
const etcd = /^(?:client-transport-security|peer-transport-security|listen-client-urls):/m;
const variables = /^(?:export )?KUBELET_[A-Z_]*ARGS=/m;

export const controlPlaneFiles: readonly PlatformRow[] = [
  {
    what: "manifests and configurations of the control plane",
    matches: (_, text) => objects.test(text) || etcd.test(text),
    load: async (options) => new (await import("./platform-files.ts")).ControlPlaneFileReader(options),
  },
  {
    what: "kubeadm-flags.env",
    matches: (_, text) => variables.test(text),
    load: async () => new (await import("./platform-files.ts")).KubeletVariablesReader(),
  },
];
