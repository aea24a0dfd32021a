// Makes the document that policies read of the flags of one component.
import type { ControlPlane, ControlPlaneComponent, PathStep } from "../../model/index.ts";
import { durationFlags, secondsOf } from "./flag-table.ts";
import type { Flags } from "./parse-flags.ts";

export interface Configured {
  readonly component: ControlPlaneComponent;
  readonly source: ControlPlane["source"];
  readonly version: string;
  readonly flags: Flags;
  readonly path: readonly PathStep[];
  /** Of a file that says only a part, and leaves the rest to flags. */
  readonly isPart?: boolean;
}

/** The flags by which components are told of a file that has their other settings. */
const fileFlags: Readonly<Partial<Record<ControlPlaneComponent, string>>> = {
  etcd: "config-file",
  kubelet: "config",
  "kube-proxy": "config",
};

export function controlPlaneDocument({
  component,
  source,
  version,
  flags: all,
  path,
  isPart = false,
}: Configured): ControlPlane {
  const fileFlag = fileFlags[component];
  const named = fileFlag === undefined ? undefined : all.get(fileFlag);
  const hasFile = named !== undefined && named.value !== "";
  // With a file of its own, etcd looks at no other flag.
  const flags: Flags = component === "etcd" && hasFile && source !== "file" ? new Map([["config-file", named]]) : all;
  const seconds: [string, number][] = [];
  for (const [name, { value }] of flags) {
    const found = durationFlags.has(name) ? secondsOf(value) : undefined;
    if (found !== undefined) seconds.push([name, found]);
  }
  return {
    component,
    source,
    version,
    minor: component === "etcd" ? null : minorOf(version),
    elsewhere: isPart || (hasFile && source !== "file"),
    flags: Object.fromEntries([...flags].map(([name, flag]) => [name, flag.value])),
    seconds: Object.fromEntries(seconds),
    paths: Object.fromEntries([...flags].map(([name, flag]) => [name, flag.path])),
    path,
  };
}

function minorOf(version: string): number | null {
  const minor = /^1\.(\d{1,3})(?:\.|$)/.exec(version)?.[1];
  return minor === undefined ? null : Number(minor);
}

/** The version that a tag or a setting names: `v1.34.2`, `3.5.15-0`, `v1.33.0-eks-1-33-4`; empty when it names none. */
export function versionIn(text: string): string {
  return /^v?(\d+\.\d+(?:\.\d+)?)(?:$|[-+_.])/.exec(text)?.[1] ?? "";
}

/** Of `registry.k8s.io/kube-apiserver:v1.34.2@sha256:...` `1.34.2`. */
export function versionOfImage(image: unknown): string {
  if (typeof image !== "string") return "";
  const [name = ""] = image.split("@");
  const tag = /:([^:/]+)$/.exec(name)?.[1] ?? "";
  return versionIn(tag);
}
