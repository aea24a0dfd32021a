// Holds what bundles bring against the rules that were compiled: packages within the roots, and no data in a rule's place.
import { TouchstoneError } from "../../model/index.ts";
import type { ModuleOutline } from "../compile-checks.ts";
import { outsideRoots, type DataFile } from "./data-files.ts";
import { isWithin, rootsOf } from "./manifest.ts";
import { fileAt } from "./merge-data.ts";
import type { PolicyBundle } from "./open-bundle.ts";

/** @throws TouchstoneError E_BUNDLE, naming the file of the rule and that of the data */
export function checkBundles(bundles: readonly PolicyBundle[], outlines: readonly ModuleOutline[]): void {
  const data = bundles.flatMap((bundle) => bundle.data);
  for (const { file, package: path, rules } of outlines) {
    const roots = rootsOf(bundles.find(({ modules }) => Object.hasOwn(modules, file))?.manifest);
    if (!roots.some((root) => isWithin(path, root))) {
      throw outsideRoots(`${file} has the package ${path.join("/")}`, roots);
    }
    for (const rule of rules) refuseDataAt(data, [...path, rule], `${file} defines data.${[...path, rule].join(".")}`);
  }
  refuseDataAt(data, ["touchstone", "run"], "Touchstone defines data.touchstone.run");
}

function refuseDataAt(data: readonly DataFile[], path: readonly string[], defined: string): void {
  const file = fileAt(data, path);
  if (!file) return;
  throw new TouchstoneError(
    "E_BUNDLE",
    `${defined}, and ${file.shown} holds data at the same path`,
    "Move the data to another folder, or rename the rule.",
  );
}
