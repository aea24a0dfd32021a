// Edits the texts of manifests, byte for byte but for what an edit means, and says what an edit made worse.
export { findingsOf, newFindings, regressions, type Regression } from "./compare-findings.ts";
export { editDocument } from "./edit-document.ts";
export { isSameEdit, orderEdits } from "./order-edits.ts";
export { valuesEditsFor, valuesTree, type ValuesEdit } from "./values-references.ts";
export { placeText } from "./place-text.ts";
export { blockLines, inlineText } from "./write-value.ts";
