// References of images, completed as Docker and containerd complete them.

export interface ImageReference {
  /** The host, `docker.io` where none is written. */
  readonly registry: string;
  /** Without the registry; an image of Docker Hub without an owner is below `library`. */
  readonly repository: string;
  /** Empty when there is none. */
  readonly tag: string;
  /** With its algorithm, such as `sha256:` and digits; empty when there is none. */
  readonly digest: string;
}

const pattern =
  /^(?<name>[^\s@:]+(?::\d+\/[^\s@:]+)?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<digest>[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}))?$/;

/** Undefined for what is no reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 4096) return undefined;
  const { name, tag = "", digest = "" } = pattern.exec(text)?.groups ?? {};
  if (name === undefined) return undefined;
  const slash = name.indexOf("/");
  const host = slash > 0 ? name.slice(0, slash) : "";
  const isHost = host === "localhost" || /[.:]/.test(host);
  const registry = isHost && host !== "index.docker.io" ? host : "docker.io";
  const path = isHost ? name.slice(slash + 1) : name;
  if (path === "" || path.includes(":")) return undefined;
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { registry, repository, tag, digest };
}
