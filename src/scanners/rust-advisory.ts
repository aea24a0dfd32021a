// An advisory of RustSec, as cargo-audit and cargo-deny print it.
import { cvssScore } from "./cvss.ts";
import type { Advisory } from "./advisory.ts";

export interface RustAdvisory {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly url?: string | null;
  /** A vector. */
  readonly cvss?: string | null;
  /** The day on which it was made public, such as `2020-11-18`. */
  readonly date?: string;
}

export interface RustPackage {
  readonly name: string;
  readonly version: string;
}

export function rustAdvisory(
  { id, title, description, aliases = [], cvss, date }: RustAdvisory,
  { name, version }: RustPackage,
  { fixed, level }: { readonly fixed: string; readonly level: Advisory["level"] },
): Advisory {
  return {
    id,
    aliases,
    title,
    description,
    url: `https://rustsec.org/advisories/${id}`,
    score: cvssScore(cvss ?? ""),
    published: date,
    level,
    package: { ecosystem: "cargo", name, version, fixed },
    file: "Cargo.lock",
  };
}

/** The first version that is named, of requirements such as `>=1.2.3` and `^1.0.4`. */
export function firstVersion(requirements: readonly string[]): string {
  return /\d[\w.+-]*/.exec(requirements[0] ?? "")?.[0] ?? "";
}
