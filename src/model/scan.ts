// What scanners look for, as records and policies name it.

export const weaknessClasses = ["code", "secret", "dependency", "image", "configuration", "licence"] as const;
/** What kind of thing is weak: code of one's own, a secret that lies open, software of others, an image, configuration, a licence. */
export type WeaknessClass = (typeof weaknessClasses)[number];
