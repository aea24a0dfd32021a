// Reads a bundle out of an OCI image layout: the manifest that is asked for, and its layers, each held against its digest.
import { createHash } from "node:crypto";
import { Ajv } from "ajv";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import { unpack } from "./archive.ts";
import { inPathOrder, maxSourceBytes, tooMuch, type SourceFiles } from "./source-files.ts";
import { safePath } from "./tar-files.ts";

/** A file of the layout by its path, such as `index.json`; undefined when there is none. */
export type ReadLayoutFile = (path: string) => Promise<Buffer | undefined>;

interface Descriptor {
  readonly mediaType?: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

const descriptors = {
  type: "array",
  items: {
    type: "object",
    required: ["digest", "size"],
    properties: {
      mediaType: { type: "string" },
      digest: { type: "string" },
      size: { type: "integer", minimum: 0 },
      annotations: { type: "object", additionalProperties: { type: "string" } },
    },
  },
};
const ajv = new Ajv();
const validateIndex = ajv.compile<{ readonly manifests: readonly Descriptor[] }>({
  type: "object",
  required: ["manifests"],
  properties: { manifests: descriptors },
});
const validateManifest = ajv.compile<{ readonly layers: readonly Descriptor[] }>({
  type: "object",
  required: ["layers"],
  properties: { layers: descriptors },
});

const tagAnnotation = "org.opencontainers.image.ref.name";
const titleAnnotation = "org.opencontainers.image.title";
const nestedIndexes = 3;

export function isLayout(names: Iterable<string>): boolean {
  const all = new Set(names);
  return all.has("oci-layout") && all.has("index.json");
}

/**
 * @param reference a tag, a `sha256:` digest, or nothing when there is one image only
 * @throws TouchstoneError E_BUNDLE, naming the image and the blob
 */
export async function readImage(
  read: ReadLayoutFile,
  reference: string | undefined,
  shown: string,
): Promise<SourceFiles> {
  const index = parse(validateIndex, (await read("index.json")) ?? Buffer.alloc(0), `${shown}/index.json`);
  let manifest = choose(index.manifests, reference, shown);
  for (let depth = 0; isIndex(manifest); depth++) {
    if (depth === nestedIndexes) throw wrong(shown, "its indexes are nested too deeply", "Build the image anew.");
    const nested = parse(validateIndex, await blob(read, manifest, shown), `${shown} (${manifest.digest})`);
    manifest = choose(nested.manifests, undefined, shown);
  }
  const { layers } = parse(validateManifest, await blob(read, manifest, shown), `${shown} (${manifest.digest})`);
  const files = new Map<string, Buffer>();
  const dataFiles = new Set<string>();
  const archives = layers.filter((layer) => kindOf(layer) === "archive");
  if (archives.length > 1) {
    const message = `it has ${archives.length} layers with archives, and a bundle is one`;
    throw wrong(shown, message, "Push the bundle's archive as the only layer of its kind.");
  }
  let bytes = 0;
  for (const layer of layers) {
    const kind = kindOf(layer);
    if (kind === "nothing") continue;
    if (kind === undefined) {
      const message = `the layer ${layer.digest} is of the media type ${layer.mediaType ?? "(none)"}`;
      throw wrong(shown, message, "docs/policies.md lists the media types of layers that hold policies.");
    }
    const content = await blob(read, layer, shown);
    const parts = kind === "archive" ? unpack(content, shown) : [[titleOf(layer, shown), content] as const];
    for (const [path, part] of parts) {
      if (files.has(path)) throw wrong(shown, `two layers hold ${path}`, "Build the image anew, with each file once.");
      files.set(path, part);
      if (kind === "data") dataFiles.add(path);
      bytes += part.length;
    }
    if (bytes > maxSourceBytes) throw tooMuch(shown, `holds more than ${maxSourceBytes / (1024 * 1024)} MiB`);
  }
  return { shown, isBundle: true, files: inPathOrder(files), dataFiles };
}

type LayerKind = "archive" | "policy" | "data" | "manifest" | "nothing";

function kindOf({ mediaType = "" }: Descriptor): LayerKind | undefined {
  if (/^application\/vnd\.oci\.image\.layer\.v1\.tar(?:\+gzip)?$/.test(mediaType)) return "archive";
  if (mediaType === "application/vnd.docker.image.rootfs.diff.tar.gzip") return "archive";
  if (mediaType === "application/vnd.oci.empty.v1+json") return "nothing";
  const own = /^application\/vnd\.cncf\.openpolicyagent\.(policy|data|manifest)\.layer\.v1\+(?:rego|json|yaml)$/;
  return own.exec(mediaType)?.[1] as LayerKind | undefined;
}

function isIndex({ mediaType = "" }: Descriptor): boolean {
  return /^application\/vnd\.(?:oci\.image\.index\.v1|docker\.distribution\.manifest\.list\.v2)\+json$/.test(mediaType);
}

function titleOf({ annotations, digest }: Descriptor, shown: string): string {
  const title = annotations?.[titleAnnotation];
  if (title !== undefined) return safePath(title, shown);
  throw wrong(
    shown,
    `the layer ${digest} has no title that names its file`,
    "Push the file by its name, as oras does.",
  );
}

function choose(manifests: readonly Descriptor[], reference: string | undefined, shown: string): Descriptor {
  const found =
    reference === undefined
      ? manifests
      : manifests.filter(({ digest, annotations }) => {
          const name = annotations?.[tagAnnotation];
          return digest === reference || name === reference || name?.endsWith(`:${reference}`);
        });
  const [first, second] = found;
  if (first && (!second || found.every(({ digest }) => digest === first.digest))) return first;
  const known = manifests.map(({ digest, annotations }) => annotations?.[tagAnnotation] ?? `@${digest}`).join(", ");
  if (!first) throw wrong(shown, "there is no such image in it", `It holds ${known || "none"}.`);
  const hint = "Name one: PATH:TAG, or PATH@sha256:DIGEST.";
  throw wrong(shown, `it holds ${found.length} images: ${known}`, hint);
}

async function blob(read: ReadLayoutFile, { digest, size }: Descriptor, shown: string): Promise<Buffer> {
  const again = "Copy or pull the image again.";
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined) throw wrong(shown, `the digest ${digest} is not of the kind sha256`, "Build the image anew.");
  if (size > maxSourceBytes) throw tooMuch(shown, `has a blob of more than ${maxSourceBytes / (1024 * 1024)} MiB`);
  const content = await read(`blobs/sha256/${hex}`);
  if (!content) throw wrong(shown, `the blob ${digest} is missing`, again);
  if (content.length !== size) {
    throw wrong(shown, `the blob ${digest} has ${content.length} bytes, not the ${size} that it must have`, again);
  }
  const actual = createHash("sha256").update(content).digest("hex");
  if (actual !== hex) throw wrong(shown, `the blob ${digest} has another content than its digest says`, again);
  return content;
}

function parse<T>(validate: { (value: unknown): value is T }, content: Buffer, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(content.toString("utf8"));
  } catch (cause) {
    throw wrong(place, `it is no JSON: ${messageOf(cause)}`, "Copy or pull the image again.");
  }
  if (validate(value)) return value;
  throw wrong(place, "it is no index or manifest of an OCI image", "Copy or pull the image again.");
}

function wrong(place: string, reason: string, hint: string): TouchstoneError {
  return new TouchstoneError("E_BUNDLE", `${place}: ${reason}`, hint);
}
