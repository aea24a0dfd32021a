// A picture of who reaches what, as data: graphs make it, reports draw it.

export const pictureNodeKinds = ["workload", "account", "role", "outside", "target"] as const;

/** Something that reaches, or is reached. `target` is what nobody should reach, such as cluster-admin. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** What it is drawn with, such as its namespace; empty for nothing. */
  readonly group: string;
  readonly kind: (typeof pictureNodeKinds)[number];
}

export interface PictureEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** A few words: ports, or what is allowed. */
  readonly label: string;
  /** Worth a look: an opening to everyone, or a step towards cluster-admin. */
  readonly isDanger: boolean;
}

/** In a stable order. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Edges that were left out, because a picture of hundreds says nothing. */
  readonly omitted: number;
}

/** What an assessment shows of its evidence; absent where there is nothing to draw. */
export interface Pictures {
  readonly network?: Picture;
  readonly access?: Picture;
}
