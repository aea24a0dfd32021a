// Finds what a Kubernetes object says of components: in its containers, as a configuration itself, or in a ConfigMap's texts.
import { messageOf, TouchstoneError, type ControlPlane, type PathStep } from "../../model/index.ts";
import { parseDocument } from "../../yaml/index.ts";
import type { KubernetesObject } from "../collected.ts";
import { isMapping } from "../json.ts";
import { knownPodTemplates, type PodTemplates } from "../pod-templates.ts";
import { isEtcdFile, readConfiguration, readEtcdFile } from "./configuration-files.ts";
import { controlPlaneDocument, versionOfImage } from "./control-plane-document.ts";
import { configurationsIn, containersAt, isConfiguration } from "./may-tell.ts";
import { programOf } from "./programs.ts";

/** @throws TouchstoneError E_PLATFORM for a text of a ConfigMap that should be a configuration and cannot be read */
export function readObject(
  object: KubernetesObject,
  templates: PodTemplates = knownPodTemplates,
): readonly ControlPlane[] {
  if (isConfiguration(object)) return readConfiguration(object);
  if (object.kind === "ConfigMap")
    return configurationsIn(object).flatMap(([key, text]) => readText(text, ["data", key]));
  const paths = templates.podsOf(object)?.paths ?? [];
  return paths.flatMap((path) =>
    containersAt(object, path).flatMap(({ container, path: at }) => {
      const program = programOf(container, at);
      const version = versionOfImage(container["image"]);
      return program ? [controlPlaneDocument({ ...program, source: "flags", version })] : [];
    }),
  );
}

/** Its lines have no places of their own in the object: all of it stands at the key. */
function readText(text: string, at: readonly PathStep[]): readonly ControlPlane[] {
  const key = String(at.at(-1));
  const parts = text.split(/^---(?:[ \t].*)?$/m).filter((part) => part.trim() !== "");
  return parts.flatMap((part) => {
    const value = parse(part, key);
    if (!isMapping(value)) throw unreadable(key, "it holds no mapping");
    const found = isEtcdFile(value) ? [readEtcdFile(value)] : readConfiguration(value);
    return found.map((document) => atOnePlace(document, at));
  });
}

function parse(text: string, key: string): unknown {
  try {
    return parseDocument({ text, linesBefore: 0 }, key).value;
  } catch (thrown) {
    throw unreadable(key, messageOf(thrown));
  }
}

function unreadable(key: string, what: string): TouchstoneError {
  const hint = "Write the configuration as the component reads it: YAML or JSON, without placeholders.";
  return new TouchstoneError("E_PLATFORM", `the configuration under ${key} cannot be read: ${what}`, hint);
}

function atOnePlace(document: ControlPlane, path: readonly PathStep[]): ControlPlane {
  const paths = Object.fromEntries(Object.keys(document.paths).map((name) => [name, path]));
  return { ...document, paths, path };
}
