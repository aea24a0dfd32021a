// Edits the texts of manifests, byte for byte but for what an edit means.
export { editDocument, type EditedDocument } from "./edit-document.ts";
