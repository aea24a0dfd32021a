// What a report needs to know beyond the assessment: where it will be shown, and the catalogues in scope.
import type { Framework } from "../model/index.ts";

export const reportFormats = ["table", "json", "sarif", "junit", "markdown", "html"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportContext {
  /** Whether ANSI colours may be used. Only the table has colours. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** List every finding of a group in the table. */
  readonly verbose?: boolean;
  /** The full catalogues of the frameworks in scope. */
  readonly frameworks: readonly Framework[];
  /** Whether the gate's conditions and verdict are part of the report. */
  readonly gate: boolean;
  /** Absolute path of the folder that holds the Handlebars templates. */
  readonly templatesFolder: string;
}
