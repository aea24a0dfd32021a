// A name that an object gives of another, and how one is read.
import type { PathStep } from "../model/index.ts";
import { asObject, textOf } from "./json.ts";

/** One name that an object gives, and of which kind the object is that it means. */
export interface Reference {
  /** What the name is for, such as `config-map` or `backend`. */
  readonly role: string;
  /** Where the name stands. */
  readonly path: readonly PathStep[];
  readonly group: string;
  readonly kind: string;
  /** Empty for kinds without a namespace. */
  readonly namespace: string;
  readonly name: string;
  /** The object says itself that it does without. */
  readonly optional: boolean;
  /** Keys of a ConfigMap or Secret that it takes. */
  readonly keys: readonly { readonly key: string; readonly path: readonly PathStep[] }[];
  /** The port of a Service, by number or name. */
  readonly port?: { readonly port: string | number; readonly path: readonly PathStep[] };
}

/** The group of an `apiVersion`, empty for the core. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

function reference(
  to: Pick<Reference, "role" | "path" | "kind" | "namespace" | "name"> & Partial<Reference>,
): Reference {
  return { group: "", optional: false, keys: [], ...to };
}

/** Reads a name below `parent`, if there is one. */
export function named(
  parent: { readonly path: readonly PathStep[]; readonly value: unknown },
  field: string,
  to: Pick<Reference, "role" | "kind" | "namespace"> & Partial<Reference>,
): readonly Reference[] {
  const name = textOf(asObject(parent.value)[field]);
  return name === undefined ? [] : [reference({ ...to, path: [...parent.path, field], name })];
}

/** A port by number or name, if it is one. */
export function portOf(port: unknown, path: readonly PathStep[]): Reference["port"] {
  return typeof port === "number" || textOf(port) !== undefined ? { port: port as string | number, path } : undefined;
}
