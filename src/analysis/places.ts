// Places of a few paths of an object: what findings of a derived subject point at once its document is gone.
import type { Location, PathStep, Subject } from "../model/index.ts";
import { detached } from "./json.ts";

/** A place of an object, in the source and in fingerprints. */
export interface Place {
  readonly location: Location;
  readonly name: string;
}

export type Places = ReadonlyMap<string, Place>;

/** The places of these paths; any other path leads to its nearest ancestor among them, else to the object. */
export function placesOf({ locate, namePath }: Subject, paths: readonly (readonly PathStep[])[]): Places {
  return new Map(paths.map((path) => [keyOf(path), { location: locate(path), name: detached(namePath(path)) }]));
}

/** The place of a path, or that of its nearest ancestor that has one. */
export function nearestPlace(places: Places, path: readonly PathStep[]): Place | undefined {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(keyOf(path.slice(0, length)));
    if (place) return place;
  }
  return undefined;
}

/** A derived subject that stands where its object stands. */
export function subjectAt(
  kind: Subject["kind"],
  { resource, evidence, location, places }: Pick<Subject, "resource" | "evidence" | "location"> & { places: Places },
  input: unknown,
): Subject {
  return {
    kind,
    resource,
    evidence,
    location,
    input,
    locate: (path) => nearestPlace(places, path)?.location ?? location,
    namePath: (path) => places.get(keyOf(path))?.name ?? path.join("/"),
  };
}

/** A path as the key of a place. */
function keyOf(path: readonly PathStep[]): string {
  return path.join("\n");
}
