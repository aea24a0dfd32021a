// Reads numbers and vectors of TLS out of bytes, and never beyond them.

/** What was read is not what the protocol has there. */
export class NotTls extends Error {}

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** A number of one to three bytes. */
  number(bytes: 1 | 2 | 3): number {
    const at = this.#take(bytes);
    return this.#bytes.readUIntBE(at, bytes);
  }

  bytes(count: number): Buffer {
    const at = this.#take(count);
    return this.#bytes.subarray(at, at + count);
  }

  /** A vector: its length in that many bytes, then what it holds. */
  vector(lengthBytes: 1 | 2 | 3): Buffer {
    return this.bytes(this.number(lengthBytes));
  }

  #take(count: number): number {
    if (count > this.left) throw new NotTls("a message ends too early");
    const at = this.#at;
    this.#at += count;
    return at;
  }
}

/** A vector as it is sent. */
export function vector(lengthBytes: 1 | 2 | 3, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(body.length, 0, lengthBytes);
  return Buffer.concat([length, body]);
}

/** Numbers of two bytes each. */
export function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}
