// Shared rules may come several times: with Touchstone, and in a copy of its library that a user brings. Each is used once.
import type { PolicySources } from "../policy-sources.ts";

/**
 * All modules together. A copy of a shared module that another source has as well is left out, and so is a built-in one
 * whose package the user's modules define: it is theirs then, as with a check.
 */
export function joinModules(
  sources: readonly PolicySources[],
  builtIn: PolicySources,
): { readonly own: PolicySources; readonly shared: PolicySources } {
  const own: Record<string, string> = {};
  const seen = new Set<string>();
  const packages = new Set<string>();
  for (const [name, text] of sources.flatMap((modules) => Object.entries(modules))) {
    const path = packageOf(text);
    if (path.startsWith("touchstone.lib.")) {
      if (seen.has(text) && !Object.hasOwn(own, name)) continue;
      seen.add(text);
      packages.add(path);
    }
    own[name] = text;
  }
  const shared = Object.entries(builtIn).filter(([, text]) => !packages.has(packageOf(text)));
  return { own, shared: Object.fromEntries(shared) };
}

/** `touchstone.lib.containers`, from the statement that only comments and blank lines may stand before. */
function packageOf(text: string): string {
  const statement = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*package[ \t]+([^\s#;]+)/.exec(text)?.[1] ?? "";
  return statement.replaceAll(/\["([^"]*)"\]/g, ".$1");
}
