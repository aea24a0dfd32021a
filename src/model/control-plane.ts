// How one component of the control plane or of a node is configured, as policies read it.
import type { PathStep } from "./evidence.ts";

export const controlPlaneComponents = [
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "etcd",
  "kubelet",
  "kube-proxy",
] as const;
export type ControlPlaneComponent = (typeof controlPlaneComponents)[number];

/** One component as one place configures it: the `input` of checks that read `control-plane`. */
export interface ControlPlane {
  readonly component: ControlPlaneComponent;
  /** Its command line, a configuration file that it reads, or what kubeadm makes its command line of. */
  readonly source: "flags" | "file" | "kubeadm";
  /** Of the image's tag or the file, such as `1.34.2`; empty when nobody says. */
  readonly version: string;
  /** The minor version of Kubernetes; null when nobody says, and for etcd. */
  readonly minor: number | null;
  /** Whether it also reads a configuration file that is not in this document, so that what is missing here may be said there. */
  readonly elsewhere: boolean;
  /** Fields of files have the name of the flag that means the same; `invalid` stands for a value of the wrong type. */
  readonly flags: Readonly<Record<string, string>>;
  /** Of the flags that are durations. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Where each flag stands in the object. */
  readonly paths: Readonly<Record<string, readonly PathStep[]>>;
  /** Where the whole stands: the arguments of the container, or the configuration. */
  readonly path: readonly PathStep[];
}
