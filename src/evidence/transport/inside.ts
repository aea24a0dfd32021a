// Reads settings that stand inside of Kubernetes objects: in the keys of ConfigMaps and Secrets, and in arguments of containers.
import { isMapping, asObject, asText, type JsonObject } from "../json.ts";
import type { CollectedObject } from "../collected.ts";
import type { InsideContext, InsideReader } from "../inside/insider.ts";
import { containerLists, knownPodTemplates, valueAt } from "../pod-templates.ts";
import type { Location, PathStep, Subject } from "../../model/index.ts";
import { textIn } from "../text.ts";
import { argumentsOf, argumentTransports } from "./container-arguments.ts";
import { unreadable } from "./files.ts";
import { ingressNginxTransport, isIngressNginx } from "./ingress-nginx.ts";
import { settingsKindOf } from "./kinds.ts";
import { transportSubjects } from "./subjects.ts";

/** Larger ones the API server does not take. */
const mostCharacters = 2 * 1024 * 1024;

export class TransportReader implements InsideReader {
  inside(object: CollectedObject, at: InsideContext): readonly Subject[] {
    const { kind } = object.value;
    if (kind === "ConfigMap") return [...keysOf(object, "data", at), ...ingressNginx(object, at)];
    if (kind === "Secret") return [...keysOf(object, "stringData", at), ...keysOf(object, "data", at)];
    return containersOf(object, at);
  }
}

function namesOf({ value, defaultNamespace }: CollectedObject): { readonly name: string; readonly namespace: string } {
  const { name, namespace } = asObject(value.metadata);
  return { name: asText(name), namespace: asText(namespace) || defaultNamespace };
}

/** Of a Secret nothing is told but what the settings say of TLS. */
function keysOf(object: CollectedObject, field: string, { evidence }: InsideContext): readonly Subject[] {
  const { value, locate } = object;
  const { name, namespace } = namesOf(object);
  const isEncoded = value.kind === "Secret" && field === "data";
  return Object.entries(asObject(value[field])).flatMap(([key, written]) => {
    if (typeof written !== "string" || !/\.(?:conf|cfg|ya?ml|json)$/i.test(key)) return [];
    // Of a file that others encrypted before it was kept nothing is to be seen.
    if (written.startsWith("ENC[")) return [];
    const text = isEncoded ? decoded(written) : written;
    const known = settingsKindOf(key, text ?? "");
    if (!known) return [];
    const file = `${name}/${key}`;
    if (text === undefined) throw unreadable(`${value.kind} ${file}`, known.kind.what, "it is no text");
    if (text.length > mostCharacters) throw unreadable(`${value.kind} ${file}`, known.kind.what, "it is too large");
    const found = known.kind.read(
      text,
      (line, what) => {
        const shown = `${value.kind} ${file}, line ${line} of it,`;
        return unreadable(shown, known.kind.what, what);
      },
      known.complete,
    );
    // Of a rendered chart not every line is known; that of the key is nearer than none.
    const place = (line: number): Location => {
      const exact = locate([field, key, ...(isEncoded ? [] : [line - 1])]);
      return exact.line === undefined ? locate([field, key]) : exact;
    };
    return transportSubjects(found, { file, namespace, evidence, locate: place });
  });
}

/** Undefined for what is no text in base64. */
function decoded(written: string): string | undefined {
  const bytes = Buffer.from(written, "base64");
  if (bytes.includes(0) || (bytes.length === 0 && written !== "")) return undefined;
  return textIn(bytes);
}

function ingressNginx(object: CollectedObject, { evidence }: InsideContext): readonly Subject[] {
  const data = asObject(object.value["data"]);
  const keys = Object.keys(data);
  if (!isIngressNginx(keys)) return [];
  const { name: file, namespace } = namesOf(object);
  const locate = (place: number): Location => object.locate(["data", ...keys.slice(place, place + 1)]);
  return transportSubjects([ingressNginxTransport(data)], { file, namespace, evidence, locate });
}

function containersOf(object: CollectedObject, { evidence }: InsideContext): readonly Subject[] {
  const { name, namespace } = namesOf(object);
  const pods = knownPodTemplates.podsOf(object.value)?.paths ?? [];
  return pods.flatMap((path) => {
    const pod = asObject(valueAt(object.value, path));
    return containerLists.flatMap(([list]) => {
      const containers = pod[list];
      if (!Array.isArray(containers)) return [];
      return containers.flatMap((container: unknown, index) =>
        isMapping(container) ? flagsOf(container, [...path, list, index]) : [],
      );
    });
  });

  function flagsOf(container: JsonObject, path: readonly PathStep[]): readonly Subject[] {
    const all = argumentsOf(container);
    const pathOf = (place: number): readonly PathStep[] => {
      const argument = all[place];
      return argument ? [...path, argument.list, argument.index] : path;
    };
    const file = `${object.value.kind.toLowerCase()}/${name}/${asText(container["name"])}`;
    const found = argumentTransports(container, (place, what) => {
      const { line } = object.locate(pathOf(place));
      const where = line === undefined ? file : `${file}, line ${line},`;
      return unreadable(where, "flags of a server", what);
    });
    return transportSubjects(found, { file, namespace, evidence, locate: (place) => object.locate(pathOf(place)) });
  }
}
