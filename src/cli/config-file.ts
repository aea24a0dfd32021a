// Which configuration counts: the one that is named, else touchstone.yaml in the working directory when there is one.
import { existsSync } from "node:fs";

const defaultConfig = "touchstone.yaml";

export function configFile({ config }: { readonly config?: string }): string | undefined {
  return config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
}
