// Remembers what the world answered, so that it is asked once; the oldest answers go first when there are too many.

const defaultCapacity = 64 * 1024 * 1024;

export class KeptAnswers {
  readonly #capacity: number;
  readonly #answers = new Map<string, string>();
  #size = 0;

  /** `capacity` is the length of all questions and answers together. */
  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  get(question: string): string | undefined {
    return this.#answers.get(question);
  }

  /** For a question that has no answer yet. */
  keep(question: string, answer: string): void {
    this.#answers.set(question, answer);
    this.#size += question.length + answer.length;
    for (const [oldest, { length }] of this.#answers) {
      if (this.#size <= this.#capacity) return;
      this.#answers.delete(oldest);
      this.#size -= oldest.length + length;
    }
  }
}
