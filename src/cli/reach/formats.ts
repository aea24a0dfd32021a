// What `touchstone reach` prints.

export const reachFormats = ["table", "json"] as const;
export type ReachFormat = (typeof reachFormats)[number];
