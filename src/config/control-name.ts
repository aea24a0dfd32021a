// Controls as users' files name them: `iso27001-2022/A.8.22`.
import type { ControlReference, Framework } from "../model/index.ts";
import { suggestion } from "../yaml/index.ts";

/** The control that is named, or what is wrong with the name. */
export function controlNamed(name: string, frameworks: readonly Framework[]): ControlReference | string {
  const at = name.indexOf("/");
  if (at < 0) return `write the framework before the control: FRAMEWORK/${name}`;
  const [id, control] = [name.slice(0, at), name.slice(at + 1)];
  const framework = frameworks.find((one) => one.id === id);
  const ids = frameworks.map((one) => one.id);
  if (!framework) return `unknown framework "${id}"${suggestion(id, ids)} (known: ${ids.join(", ")})`;
  const controls = framework.controls.map((one) => one.id);
  if (!controls.includes(control)) return `unknown control "${control}" of ${id}${suggestion(control, controls)}`;
  return { framework: id, control };
}
