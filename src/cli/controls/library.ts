// The library as `touchstone controls` looks at it: frameworks, and for each control the checks that are evidence for it.
import type { Library } from "../../library/index.ts";
import { TouchstoneError, type Check, type Control, type Framework, type Mapping } from "../../model/index.ts";
import { suggestion } from "../../yaml/index.ts";
import { additionsOf } from "../checks.ts";
import { frameworksInScope, openLibrary } from "../library.ts";
import type { PolicyOptions } from "../policy-options.ts";

export interface SourceOptions extends PolicyOptions {
  readonly config?: string;
  readonly catalogue: readonly string[];
  readonly mapping: readonly string[];
  readonly format: "table" | "json";
}

/** A check that is evidence for a control, and why. */
export interface Evidence {
  readonly check: Check;
  readonly mapping: Mapping;
}

export interface ControlView {
  readonly framework: Framework;
  readonly control: Control;
  readonly evidence: readonly Evidence[];
}

export async function openControls(options: SourceOptions): Promise<Library> {
  const additions = await additionsOf(options);
  return openLibrary({
    ...additions,
    catalogues: [...additions.catalogues, ...options.catalogue],
    mappings: [...additions.mappings, ...options.mapping],
  });
}

/** The controls of these frameworks, or of those in scope by default and of the user's own. */
export function controlViews(library: Library, ids: readonly string[], ownCatalogues: number): readonly ControlView[] {
  const checks = new Map(library.bundle.checks.map((check) => [check.id, check]));
  const byControl = new Map<string, Evidence[]>();
  for (const mapping of library.mappings) {
    const check = checks.get(mapping.check);
    if (!check) continue;
    const key = `${mapping.framework}/${mapping.control}`;
    const known = byControl.get(key);
    if (known) known.push({ check, mapping });
    else byControl.set(key, [{ check, mapping }]);
  }
  return frameworksInScope(library, ids, ownCatalogues).flatMap((framework) =>
    framework.controls.map((control) => ({
      framework,
      control,
      evidence: (byControl.get(`${framework.id}/${control.id}`) ?? []).toSorted((left, right) =>
        left.check.id < right.check.id ? -1 : 1,
      ),
    })),
  );
}

/** Whether a machine can show anything of it; undefined when its catalogue does not say. */
export function isMachines({ evidence }: Control): boolean | undefined {
  return evidence === undefined ? undefined : evidence !== "attestation";
}

/** @throws TouchstoneError E_USAGE for a name that is none, or that of several */
export function controlCalled(name: string, views: readonly ControlView[]): ControlView {
  const named = (view: ControlView): string => `${view.framework.id}/${view.control.id}`;
  const found = views.filter((view) => named(view) === name || view.control.id === name);
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  const hint = "`touchstone controls list` shows the controls; write FRAMEWORK/ID.";
  if (first) throw new TouchstoneError("E_USAGE", `"${name}" is of several: ${found.map(named).join(", ")}`, hint);
  const known = name.includes("/") ? views.map(named) : views.map(({ control }) => control.id);
  throw new TouchstoneError("E_USAGE", `there is no control "${name}"${suggestion(name, known)}`, hint);
}
