// Reads SLSA provenance, versions 0.2 and 1: who built it, how, and of which source. https://slsa.dev/spec/v1.1/provenance
import type { Statement } from "../../model/index.ts";
import { asList, asObject, asText, type JsonObject } from "../json.ts";
import { timeOf } from "../time-of.ts";

type Provenance = Pick<Statement, "builder" | "buildType" | "sourceRepository" | "sourceCommit"> & {
  readonly madeAt: string | undefined;
};

/** The source is where the build was configured; one that has no such place names it among its materials. */
export function readProvenance02(predicate: JsonObject): Provenance {
  const { builder, buildType, invocation, materials, metadata } = predicate;
  const configured = asObject(asObject(invocation)["configSource"]);
  return {
    builder: asText(asObject(builder)["id"]),
    buildType: asText(buildType),
    ...sourceIn([configured, ...asList(materials).map(asObject)]),
    madeAt: timeOf(asObject(metadata)["buildFinishedOn"]) ?? timeOf(asObject(metadata)["buildStartedOn"]),
  };
}

/** The source is what the caller asked to have built (`externalParameters`), with the commit that this was resolved to. */
export function readProvenance1(predicate: JsonObject): Provenance {
  const { externalParameters, resolvedDependencies, buildType } = asObject(predicate["buildDefinition"]);
  const { builder, metadata } = asObject(predicate["runDetails"]);
  return {
    builder: asText(asObject(builder)["id"]),
    buildType: asText(buildType),
    ...sourceOf1(asObject(externalParameters), asList(resolvedDependencies).map(asObject)),
    madeAt: timeOf(asObject(metadata)["finishedOn"]) ?? timeOf(asObject(metadata)["startedOn"]),
  };
}

type Source = Pick<Statement, "sourceRepository" | "sourceCommit">;

function sourceOf1(parameters: JsonObject, resolved: readonly JsonObject[]): Source {
  const { source } = parameters;
  const places = ["workflow", "buildConfigSource", "sourceToBuild", "configSource"];
  const named = places.map((name) => asObject(parameters[name])["repository"]);
  const asked = [source, asObject(source)["uri"], ...named]
    .map((uri) => repositoryOf(asText(uri)))
    .find((repository) => repository !== "");
  if (asked === undefined) return sourceIn(resolved);
  const same = resolved.find((one) => repositoryOf(asText(one["uri"])) === asked && commitOf(one["digest"]) !== "");
  return { sourceRepository: asked, sourceCommit: commitOf(same?.["digest"]) || commitOf(asObject(source)["digest"]) };
}

/** The first that is a repository: what has the digest of a commit, or an address of git. */
function sourceIn(resources: readonly JsonObject[]): Source {
  for (const { uri, digest } of resources) {
    const commit = commitOf(digest);
    const address = asText(uri);
    const isRepository = commit !== "" || address.startsWith("git+") || /\.git(?:$|@|#)/.test(address);
    if (isRepository && address !== "") return { sourceRepository: repositoryOf(address), sourceCommit: commit };
  }
  return { sourceRepository: "", sourceCommit: "" };
}

/** `git+https://host/owner/name.git@refs/heads/main` is `https://host/owner/name`. Of credentials in an address nothing is kept. */
function repositoryOf(uri: string): string {
  const [, scheme = "", rest = ""] = /^(?:git\+)?([a-z][a-z0-9+.-]*:\/\/)([^\s]+)$/i.exec(uri) ?? [];
  if (rest === "") return "";
  const slash = rest.indexOf("/");
  const host = (slash === -1 ? rest : rest.slice(0, slash)).replace(/^.*@/, "").toLowerCase();
  const path = slash === -1 ? "" : rest.slice(slash).replace(/[@#?].*$/, "");
  // Where such a path leads depends on who reads it.
  if (/(?:^|\/)\.{1,2}(?:\/|$)|[%\\]/.test(path)) return "";
  return `${scheme.toLowerCase()}${host}${path.replace(/\/+$/, "").replace(/\.git$/, "")}`;
}

function commitOf(digest: unknown): string {
  const { gitCommit, sha1 } = asObject(digest);
  const text = (asText(gitCommit) || asText(sha1)).toLowerCase();
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text) ? text : "";
}
