// One round of fixing: makes the edits that findings carry in the contents of their manifests.
import { documentParts, objectsIn, type DocumentPart, type PlacedObject } from "./evidence/index.ts";
import { editDocument, findingsOf, isSameEdit, orderEdits, placeText } from "./fix/index.ts";
import { TouchstoneError, type Assessment, type Finding, type Fix, type SubjectRecord } from "./model/index.ts";
import { groupBy } from "./report/groups.ts";
import type { AssessOptions } from "./assess.ts";

/** A finding with a fix, and where it stands. */
export interface Fixable {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly subject: SubjectRecord;
  /** The name of its evidence. */
  readonly source: string;
  /** Tells the objects of a run apart. */
  readonly object: string;
}

/** One whose edit was made. */
export interface AppliedFix extends Fixable {
  /** The edited place in words, with list items by their names. */
  readonly place: string;
}

export interface Round {
  /** The contents that changed, by source. */
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly applied: readonly AppliedFix[];
  readonly refused: readonly (Fixable & { readonly reason: string })[];
}

/** The findings of manifests and standard input that carry a fix, in the order of the assessment. */
export function fixablesOf(assessment: Assessment, kind: "manifest" | "rendered"): readonly Fixable[] {
  return findingsOf(assessment).flatMap(({ finding, subject, source, object }) => {
    if (!finding.fix || !subject || source === undefined || object === undefined) return [];
    const isManifest = assessment.evidence[subject.evidence]?.kind === "manifest";
    return isManifest === (kind === "manifest") ? [{ finding, fix: finding.fix, subject, source, object }] : [];
  });
}

type Limits = Pick<AssessOptions, "limits" | "defaultNamespace">;

/** Makes as many of the edits as can be made at once; those that would meet have to wait for the next round. */
export function applyFixes(fixables: readonly Fixable[], contentOf: (source: string) => Buffer, limits: Limits): Round {
  const contents = new Map<string, Buffer>();
  const applied: AppliedFix[] = [];
  const refused: (Fixable & { readonly reason: string })[] = [];
  for (const [source, own] of groupBy(fixables, (fixable) => fixable.source)) {
    const before = contentOf(source);
    const result = fixManifest(source, before, own, limits);
    applied.push(...result.applied);
    refused.push(...result.refused);
    if (result.applied.length > 0) contents.set(source, result.content);
  }
  return { contents, applied, refused };
}

interface FixedManifest extends Omit<Round, "contents"> {
  readonly content: Buffer;
}

function fixManifest(source: string, content: Buffer, fixables: readonly Fixable[], limits: Limits): FixedManifest {
  const parts = partsOf(content, source, limits);
  if (!parts) return unchanged(content, fixables, "the file cannot be read to its end");
  const whole = content.toString("utf8");
  const byPart = groupBy(fixables, ({ subject }) => partAt(parts, subject.location.line ?? 1));
  const applied: AppliedFix[] = [];
  const refused: (Fixable & { readonly reason: string })[] = [];
  let text = "";
  let at = 0;
  for (const part of parts) {
    const own = byPart.get(part);
    if (!own) continue;
    const result = fixDocument(source, whole.slice(part.start, part.end), part, own, limits);
    text += whole.slice(at, part.start) + result.text;
    at = part.end;
    applied.push(...result.applied);
    refused.push(...result.refused);
  }
  const fixed = Buffer.from(text + whole.slice(at));
  if (partsOf(fixed, source, limits)?.length === parts.length) return { content: fixed, applied, refused };
  return unchanged(content, fixables, "the file would then be split into other documents");
}

function partsOf(content: Buffer, source: string, { limits }: Limits): readonly DocumentPart[] | undefined {
  try {
    return documentParts(content, source, limits);
  } catch (thrown) {
    if (thrown instanceof TouchstoneError) return undefined;
    throw thrown;
  }
}

function unchanged(content: Buffer, fixables: readonly Fixable[], reason: string): FixedManifest {
  return { content, applied: [], refused: fixables.map((fixable) => ({ ...fixable, reason })) };
}

function partAt(parts: readonly DocumentPart[], line: number): DocumentPart | undefined {
  return parts.findLast(({ linesBefore }) => linesBefore < line);
}

function fixDocument(
  source: string,
  text: string,
  { linesBefore }: DocumentPart,
  fixables: readonly Fixable[],
  { defaultNamespace }: Limits,
): Omit<FixedManifest, "content"> & { readonly text: string } {
  const objects = placedObjects(text, linesBefore, source, defaultNamespace);
  const refused: (Fixable & { readonly reason: string })[] = [];
  const groups: Fix[][] = [];
  const edits: { readonly fixable: AppliedFix; readonly edit: Fix }[] = [];
  for (const [place, own] of groupBy(fixables, ({ subject }) => placeOf(subject))) {
    const found = objects.get(place) ?? [];
    const [object] = found;
    if (!object || found.length > 1) {
      const reason = "its object is not found in the text, or not for sure";
      refused.push(...own.map((fixable) => ({ ...fixable, reason })));
      continue;
    }
    const wanted = own.map((fixable) => {
      return { fixable, edit: { ...fixable.fix, path: [...object.path, ...fixable.fix.path] } satisfies Fix };
    });
    const group = orderEdits(wanted.map(({ edit }) => edit));
    groups.push([...group]);
    for (const { fixable, edit } of wanted) {
      const made = group.find((one) => isSameEdit(one, edit));
      if (made) edits.push({ fixable: { ...fixable, place: placeText(object.value, fixable.fix.path) }, edit: made });
    }
  }
  const { text: edited, refused: reasons } = editDocument(text, groups);
  const applied: AppliedFix[] = [];
  for (const { fixable, edit } of edits) {
    const reason = reasons.get(edit);
    if (reason === undefined) applied.push(fixable);
    else refused.push({ ...fixable, reason });
  }
  return { text: edited, applied, refused };
}

function placedObjects(
  text: string,
  linesBefore: number,
  source: string,
  namespace: string,
): ReadonlyMap<string, readonly PlacedObject[]> {
  try {
    return groupBy(objectsIn(text, linesBefore, source, namespace), ({ locate }) => {
      const { line, column } = locate([]);
      return `${line}:${column}`;
    });
  } catch (thrown) {
    if (thrown instanceof TouchstoneError) return new Map();
    throw thrown;
  }
}

function placeOf({ location: { line, column } }: SubjectRecord): string {
  return `${line}:${column}`;
}
