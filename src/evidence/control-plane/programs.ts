// Finds the component that a container runs, by the name of its program. What a shell is told to run is not read.
import { controlPlaneComponents, type ControlPlaneComponent, type PathStep } from "../../model/index.ts";
import { asList, isMapping, type JsonObject } from "../json.ts";
import { parseFlags, type Argument, type Flag, type Flags } from "./parse-flags.ts";

/** Programs that run the one that follows them. */
const wrappers = new Set(["go-runner", "hyperkube", "tini", "dumb-init", "catatonit", "nice", "ionice"]);
const components = new Set<string>(controlPlaneComponents);

export interface Program {
  readonly component: ControlPlaneComponent;
  readonly flags: Flags;
  /** Where its arguments stand. */
  readonly path: readonly PathStep[];
}

/** Undefined for a container that runs none of them, or does not say what it runs. */
export function programOf(container: JsonObject, path: readonly PathStep[]): Program | undefined {
  const words = [...argumentsIn(container, path, "command"), ...argumentsIn(container, path, "args")];
  const at = programIndex(words);
  const name = baseName(words[at]?.text ?? "");
  if (!isComponent(name)) return undefined;
  const flags = parseFlags(words.slice(at + 1), name);
  const list = words.at(-1)?.path.at(-2) ?? "command";
  return {
    component: name,
    flags: name === "etcd" ? withVariables(flags, container, path) : flags,
    path: [...path, list],
  };
}

function isComponent(name: string): name is ControlPlaneComponent {
  return components.has(name);
}

/** The first word, or the one that wrappers, after flags of their own, run. */
function programIndex(words: readonly Argument[]): number {
  let index = 0;
  while (wrappers.has(baseName(words[index]?.text ?? ""))) {
    index += 1;
    while (words[index]?.text.startsWith("-")) index += 1;
  }
  return index;
}

function baseName(text: string): string {
  return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
}

/** A number or a boolean is what the API server refuses, and what somebody meant. */
function argumentsIn(container: JsonObject, path: readonly PathStep[], list: string): readonly Argument[] {
  return asList(container[list]).flatMap((item, index) =>
    typeof item === "string" || typeof item === "number" || typeof item === "boolean"
      ? [{ text: String(item), path: [...path, list, index] }]
      : [],
  );
}

/** etcd reads `ETCD_CLIENT_CERT_AUTH` for `--client-cert-auth`; the flag wins. */
function withVariables(flags: Flags, container: JsonObject, path: readonly PathStep[]): Flags {
  const found: (readonly [string, Flag])[] = asList(container["env"]).flatMap((item, index) => {
    const { name, value } = isMapping(item) ? item : {};
    if (typeof name !== "string" || typeof value !== "string" || !/^ETCD_[A-Z]/.test(name)) return [];
    const flag = name.slice("ETCD_".length).toLowerCase().replaceAll("_", "-");
    // Through the parser, so that secrets are left out there alone.
    const argument = { text: `--${flag}=${value}`, path: [...path, "env", index] };
    return [...parseFlags([argument], "etcd")];
  });
  return new Map([...found, ...flags]);
}
