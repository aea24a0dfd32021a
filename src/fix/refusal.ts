// Why an edit is not made: it ends planning, and becomes a line of the report.

/** Says in words, without a full stop, why the text cannot be edited there. */
export class Refusal extends Error {}
