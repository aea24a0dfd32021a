// What an object is called, for what stands inside of it.
import type { CollectedObject } from "./collected.ts";
import { identityOf } from "./normalise.ts";
import { nameable } from "./own-subject.ts";

export interface ObjectPlace {
  readonly kind: string;
  readonly name: string;
  /** Empty for kinds that are in no namespace. */
  readonly namespace: string;
  /** Such as `Secret agents/postgresql`. */
  readonly called: string;
}

export function placeOf(object: CollectedObject): ObjectPlace {
  const { kind, namespace, name } = identityOf(object);
  const plain = nameable(name);
  return { kind, name: plain, namespace, called: `${kind} ${namespace === "" ? plain : `${namespace}/${plain}`}` };
}
