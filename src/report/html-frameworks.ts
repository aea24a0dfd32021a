// Frameworks as the HTML report shows them: scores, controls with their status, and the checks under each control.
import {
  controlStatuses,
  type Assessment,
  type ControlStatus,
  type ControlAssessment,
  type Framework,
  type FrameworkAssessment,
} from "../model/index.ts";
import { checkAnchor } from "./html-checks.ts";
import { frameworkRows, percent, type ScoreRow } from "./numbers.ts";
import { count, prose, sentence, statusText, webAddress } from "./text.ts";

export interface HtmlFramework {
  readonly anchor: string;
  readonly row: ScoreRow;
  readonly bar: readonly HtmlSegment[];
  readonly controls: readonly HtmlControl[];
  /** Controls of the catalogue that no check gives evidence for. */
  readonly unreached: readonly { readonly id: string; readonly title: string }[];
  readonly unreachedCount: string;
  /** Where the catalogue comes from; null when the catalogue is not at hand. */
  readonly catalogue: { readonly version: string; readonly licence: string; readonly source: string } | null;
  /** The source as a link; null when it is no web address. */
  readonly address: string | null;
}

/** A part of a bar that is 100 wide. */
export interface HtmlSegment {
  readonly status: ControlStatus;
  readonly from: number;
  readonly width: number;
}

interface HtmlControl {
  readonly id: string;
  readonly title: string;
  readonly status: ControlStatus;
  readonly statusText: string;
  readonly strict: string;
  readonly adjusted: string;
  /** Why the control has its status, where its checks do not say it. */
  readonly reason: string;
  readonly severity: string;
  readonly checkCount: string;
  readonly checks: readonly HtmlControlCheck[];
}

interface HtmlControlCheck {
  readonly anchor: string;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly statusText: string;
  /** How and why the check is evidence for the control. */
  readonly strength: string;
  readonly rationale: string;
}

/** Every framework in scope, in the assessment's order. */
export function frameworkViews(assessment: Assessment, catalogues: readonly Framework[]): readonly HtmlFramework[] {
  const rows = frameworkRows(assessment);
  return assessment.frameworks.flatMap((framework, index) => {
    const row = rows[index];
    if (row === undefined) return [];
    const catalogue = catalogues.find(({ id }) => id === framework.id);
    const unreached = unreachedControls(framework, catalogue);
    return {
      anchor: `framework/${framework.id}`,
      row,
      bar: barOf(framework.controls),
      controls: framework.controls.map((control) => controlView(framework.id, control, assessment)),
      unreached,
      unreachedCount: count(unreached.length, "control"),
      catalogue: catalogue === undefined ? null : sourceOf(catalogue),
      address: webAddress(catalogue?.source ?? "") ?? null,
    };
  });
}

function sourceOf({ version, licence, source }: Framework): HtmlFramework["catalogue"] {
  return { version, licence: sentence(licence), source };
}

/** The share of controls with each status, the best first. */
export function barOf(controls: readonly ControlAssessment[]): readonly HtmlSegment[] {
  let from = 0;
  return controlStatuses.toReversed().flatMap((status) => {
    const amount = controls.filter((control) => control.status === status).length;
    if (amount === 0) return [];
    const width = Math.round((amount * 10_000) / controls.length) / 100;
    from += width;
    return [{ status, from: Math.round((from - width) * 100) / 100, width }];
  });
}

function unreachedControls(
  { controls }: FrameworkAssessment,
  catalogue: Framework | undefined,
): HtmlFramework["unreached"] {
  const reached = new Set(controls.map(({ id }) => id));
  const rest = catalogue?.controls.filter(({ id }) => !reached.has(id)) ?? [];
  return rest.map(({ id, title }) => ({ id, title }));
}

function controlView(framework: string, control: ControlAssessment, assessment: Assessment): HtmlControl {
  const { id, title, status, score, severity } = control;
  return {
    id,
    title,
    status,
    statusText: statusText(status),
    strict: percent(score.strict),
    adjusted: percent(score.adjusted),
    reason: prose(control.reason ?? ""),
    severity: severity ?? "",
    checkCount: count(control.checks.length, "check"),
    checks: assessment.checks.flatMap(({ check, status, mappings }) => {
      if (!control.checks.includes(check.id)) return [];
      const edge = mappings.find((mapping) => mapping.framework === framework && mapping.control === id);
      return {
        anchor: checkAnchor(check.id),
        id: check.id,
        title: prose(check.title),
        status,
        statusText: statusText(status),
        strength: edge?.strength ?? "",
        rationale: edge?.rationale ?? "",
      };
    }),
  };
}
