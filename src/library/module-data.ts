// What Touchstone itself says to the policies of a module: keys of `data.touchstone`.
import { parseExact, type Bundle } from "../model/index.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Below `data.touchstone`; no data of a user's can be there. */
export const reservedData = ["parameters", "target"] as const;

/** The modules, each with the value at `data.touchstone.<key>`; its other data keep their digits. */
export function withData(
  modules: Bundle["modules"],
  key: (typeof reservedData)[number],
  value: unknown,
): Bundle["modules"] {
  return modules.map((module) => {
    const document = parseExact(module.data) as { readonly touchstone?: object };
    return { ...module, data: canonicalJson({ ...document, touchstone: { ...document.touchstone, [key]: value } }) };
  });
}
