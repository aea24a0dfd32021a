// Makes subjects of what settings say of TLS.
import type { Location, PathStep, Subject } from "../../model/index.ts";
import { nameable } from "../own-subject.ts";
import type { PlacedTransport } from "./draft.ts";

export interface TransportSource {
  /** What findings call it: a file, or an object and a key. */
  readonly file: string;
  /** Of the object that it stands in; empty for a file. */
  readonly namespace: string;
  /** Index of the evidence. */
  readonly evidence: number;
  /** Where a place of the settings is, which is a line of them, or whatever was counted. */
  readonly locate: (place: number) => Location;
}

/** In the order of the settings; names that are there twice are told apart by numbers. */
export function transportSubjects(found: readonly PlacedTransport[], source: TransportSource): readonly Subject[] {
  const { file, namespace, evidence, locate } = source;
  const counts = new Map<string, number>();
  return found.map(({ document, places }): Subject => {
    const plain = nameable(`${file}:${document.software}:${document.name}`);
    const count = (counts.get(plain) ?? 0) + 1;
    counts.set(plain, count);
    return {
      kind: "transport",
      resource: {
        apiVersion: "touchstone/v1",
        kind: "Transport",
        namespace,
        name: count === 1 ? plain : `${plain}#${count}`,
      },
      evidence,
      location: locate(places.get("") ?? 1),
      input: { ...document, file },
      locate: (path) => locate(placeOf(places, path)),
      namePath: (path) => path.join("."),
    };
  });
}

/** That of the setting, or of what it belongs to. */
function placeOf(places: ReadonlyMap<string, number>, path: readonly PathStep[]): number {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(path.slice(0, length).join("/"));
    if (place !== undefined) return place;
  }
  return places.get("") ?? 1;
}
