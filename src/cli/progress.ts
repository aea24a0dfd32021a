// A progress line on standard error while a terminal is there to see it.

/** Shows one line that replaces the last; `done` takes it away. */
export interface Progress {
  show(text: string): void;
  done(): void;
}

export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => {}, done: () => {} };
  let last = 0;
  return {
    show(text) {
      const now = performance.now();
      if (now - last < 100) return;
      last = now;
      stream.write(`\r\u001b[K${text.slice(0, stream.columns - 1)}`);
    },
    done: () => void stream.write("\r\u001b[K"),
  };
}
