// The objects of a corpus by their names, with what the explanations of differences look at.
import { relative } from "node:path";
import { collect, normalise, type EvidenceSink, type KubernetesObject } from "../../src/evidence/index.ts";
import { objectKey, type Named, type ObjectKey } from "./verdicts.ts";
import { manifestOptions } from "../read-objects.ts";

export interface ManifestObject extends Named {
  readonly key: ObjectKey;
  readonly value: KubernetesObject;
  /** The spec of its pods without the containers; undefined when it has no pods. */
  readonly podSpec: Fields | undefined;
  /** Init containers and sidecars too; each with its `type`. */
  readonly containers: readonly Fields[];
}

export type Fields = Readonly<Record<string, unknown>>;

/** `files` lie in `folder`; keys carry their names from there on. */
export async function readManifests(
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<ObjectKey, ManifestObject>> {
  const objects = new Map<ObjectKey, ManifestObject>();
  for (const file of files) {
    const sink: EvidenceSink = {
      object(object) {
        for (const { resource, input } of normalise(object, 0)) {
          if (resource === undefined) continue;
          const { kind, namespace, name } = resource;
          const named = { file: relative(folder, file), kind, namespace, name };
          const { pod, containers } = input as {
            readonly pod?: { readonly spec: Fields };
            readonly containers?: Fields[];
          };
          const key = objectKey(named);
          objects.set(key, { ...named, key, value: object.value, podSpec: pod?.spec, containers: containers ?? [] });
        }
      },
      problem() {},
      finished() {},
    };
    await collect({ kind: "manifest", path: file, name: file, demanded: false }, manifestOptions, sink);
  }
  return objects;
}
