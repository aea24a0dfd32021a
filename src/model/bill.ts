// Bills of materials, and the components that they list, as policies read them.

export const billFormats = ["cyclonedx", "spdx"] as const;
export type BillFormat = (typeof billFormats)[number];

/** One document: the `input` of checks that read `sbom`. Texts are empty where the document says nothing. */
export interface Bill {
  readonly format: BillFormat;
  /** Such as `1.6` of CycloneDX, `2.3` of SPDX. */
  readonly specVersion: string;
  /** Since it was made; null when nobody says when that was. */
  readonly ageHours: number | null;
  /** What it is the bill of. The digest is `sha256:` and hexadecimal digits; the type is that of a component, such as `container`. */
  readonly describes: {
    readonly name: string;
    readonly version: string;
    readonly type: string;
    readonly digest: string;
  };
  /** The first program that it names. */
  readonly tool: { readonly name: string; readonly version: string };
  readonly counts: {
    readonly components: number;
    readonly withoutLicence: number;
    readonly withoutHash: number;
    readonly withoutVersion: number;
  };
  /** Whether it says that it lists everything; null when it says nothing of that. */
  readonly complete: boolean | null;
}

/** One component: the `input` of checks that read `component`. Texts are empty where the document says nothing. */
export interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  /** Lower case, such as `library`, `container` or `operating-system`; `lock-file` for the file that a tool found packages in. */
  readonly type: string;
  /** SPDX ids, SPDX expressions and names, as they are written; all of them hold together. */
  readonly licences: readonly string[];
  /** How many digests of it are there. */
  readonly hashes: number;
  readonly supplier: string;
  /** Of CycloneDX: `required`, `optional` or `excluded`. */
  readonly scope: string;
  /** The document. */
  readonly file: string;
}
