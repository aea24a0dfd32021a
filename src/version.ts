// The version of the package, as its package.json says.
import manifest from "../package.json" with { type: "json" };

export const version: string = manifest.version;
