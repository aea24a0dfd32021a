// A known vulnerability of a package, as SARIF: what the converters of dependency scanners have in common.
import type { Found } from "./converted-log.ts";

export interface Advisory {
  /** The id that it is best known by. */
  readonly id: string;
  /** Other ids of the same vulnerability. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description?: string | undefined;
  readonly url?: string | undefined;
  /** Such as `CWE-79`. */
  readonly cwe?: readonly string[];
  /** 0 to 10; undefined where nobody says it. */
  readonly score?: number | undefined;
  /** The day on which it was made public; undefined where the scanner does not say it. */
  readonly published?: string | undefined;
  readonly level?: "error" | "warning" | "note" | undefined;
  readonly package: {
    readonly ecosystem: "npm" | "pypi" | "cargo";
    readonly name: string;
    /** Empty when it is unknown. */
    readonly version: string;
    /** The first version without it; empty when there is none. */
    readonly fixed: string;
  };
  /** The file that names the package, relative to the target. */
  readonly file: string;
}

export function foundAdvisory(advisory: Advisory): Found {
  const { id, aliases, title, description, url, cwe = [], score, published, level, file } = advisory;
  const { ecosystem, name, version, fixed } = advisory.package;
  const fix = fixed === "" ? "" : `; upgrade to ${fixed}`;
  return {
    rule: {
      id,
      name: id,
      shortDescription: { text: title },
      ...(description !== undefined && description !== "" && { fullDescription: { text: description.slice(0, 2000) } }),
      ...(url !== undefined && URL.canParse(url) && { helpUri: new URL(url).href }),
      properties: {
        tags: ["security", "vulnerability", ...aliases, ...cwe.map((one) => `external/cwe/${one.toLowerCase()}`)],
        ...(score !== undefined && { "security-severity": score.toFixed(1) }),
        ...(published !== undefined && { published }),
      },
    },
    result: {
      ...(level !== undefined && { level }),
      message: { text: `${name} ${version === "" ? "(version unknown)" : version}: ${title}${fix}` },
      locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(file) } } }],
      partialFingerprints: { "package/v1": `${ecosystem}:${name}@${version}:${id}` },
      properties: {
        purl: `pkg:${ecosystem}/${name.split("/").map(encodeURIComponent).join("/")}${version === "" ? "" : `@${encodeURIComponent(version)}`}`,
      },
    },
  };
}
