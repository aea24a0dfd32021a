// Something that the user of the benchmark can put right: its message is all that is shown.

export class BenchError extends Error {
  override readonly name = "BenchError";
}
