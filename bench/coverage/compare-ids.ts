// The order of ids: words as text, numbers as numbers, so that CKV_K8S_9 comes before CKV_K8S_10.

export function compareIds(a: string, b: string): number {
  return collator.compare(a, b);
}

const collator = new Intl.Collator("en", { numeric: true });
