// Reads a command line as the components do: Kubernetes' by pflag, etcd by Go's own package flag.
import type { ControlPlaneComponent, PathStep } from "../../model/index.ts";
import { booleanFlags, collectingFlags, mayHoldSecret, withoutSecrets } from "./flag-table.ts";

export interface Argument {
  readonly text: string;
  /** Where it stands in the object. */
  readonly path: readonly PathStep[];
}

export interface Flag {
  readonly value: string;
  readonly path: readonly PathStep[];
}

/** By their names. What is given again replaces what was said before, or is added with a comma where the flag collects. */
export type Flags = ReadonlyMap<string, Flag>;

/** The arguments after the program. What is no flag is left aside: the components take nothing else. */
export function parseFlags(arguments_: readonly Argument[], component: ControlPlaneComponent): Flags {
  const isGo = component === "etcd";
  const flags = new Map<string, Flag>();
  for (let index = 0; index < arguments_.length; index++) {
    const { text, path } = arguments_[index] ?? { text: "", path: [] };
    if (text === "--") break;
    const said = isGo ? goFlag(text) : longFlag(text);
    if (!said) {
      // Go's package ends with the first word that is no flag.
      if (isGo && !text.startsWith("-")) break;
      const short = /^-([A-Za-z])=?(.*)$/s.exec(text);
      if (short?.[1]) setFlag(flags, short[1], { value: short[2] ?? "", path });
      continue;
    }
    const next = arguments_[index + 1];
    const takesNext = said.value === undefined && !booleanFlags.has(said.name) && next && !isFlag(next.text);
    if (takesNext) index += 1;
    const value = said.value ?? (takesNext ? next.text : booleanFlags.has(said.name) ? "true" : "");
    setFlag(flags, said.name, { value, path }, !isGo);
  }
  return flags;
}

interface Said {
  readonly name: string;
  /** Undefined when nothing follows an equals sign, because there is none. */
  readonly value: string | undefined;
}

/** pflag has names with two dashes; Kubernetes takes `_` for `-`. */
function longFlag(text: string): Said | undefined {
  const [, name, value] = /^--([A-Za-z0-9][A-Za-z0-9_.-]*)(?:=(.*))?$/s.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.replaceAll("_", "-"), value };
}

/** One dash is as good as two. */
function goFlag(text: string): Said | undefined {
  const [, name, value] = /^--?([A-Za-z0-9][A-Za-z0-9_.-]*)(?:=(.*))?$/s.exec(text) ?? [];
  return name === undefined ? undefined : { name, value };
}

function isFlag(text: string): boolean {
  return /^--?[A-Za-z]/.test(text);
}

function setFlag(flags: Map<string, Flag>, name: string, { value, path }: Flag, mayCollect = false): void {
  if (mayHoldSecret(name)) return;
  const kept = withoutSecrets(value);
  const before = mayCollect && collectingFlags.has(name) ? flags.get(name) : undefined;
  // The place is that of the last one: it is what an editor has to look at first.
  flags.set(name, { value: before ? `${before.value},${kept}` : kept, path });
}
