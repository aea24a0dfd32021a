// The pictures of the HTML report: SVG, and the same arrows as a table for whoever cannot see it.
import type { Picture, PictureEdge, Pictures } from "../model/index.ts";
import { renderSvg } from "./picture-svg.ts";
import { count, printable } from "./text.ts";

export interface HtmlPicture {
  readonly anchor: string;
  readonly title: string;
  readonly lead: string;
  /** Finished SVG: the template must not escape it. */
  readonly svg: string;
  readonly omitted: string;
  readonly edges: readonly Readonly<Record<"from" | "to" | "label" | "note", string>>[];
}

const texts: Readonly<Record<keyof Pictures, { readonly title: string; readonly lead: string }>> = {
  network: {
    title: "Who reaches whom",
    lead: "What the network policies of the evidence let through, and what Services and Ingresses open to the outside.",
  },
  access: {
    title: "Who becomes what",
    lead: "The shortest ways from workloads to cluster-admin, and to the secrets of other namespaces.",
  },
};

export function htmlPictures(pictures: Pictures): readonly HtmlPicture[] {
  return (["network", "access"] as const).flatMap((name) => {
    const picture = pictures[name];
    return picture ? [htmlPicture(name, picture)] : [];
  });
}

function htmlPicture(name: keyof Pictures, picture: Picture): HtmlPicture {
  const { title, lead } = texts[name];
  const { omitted } = picture;
  return {
    anchor: `picture-${name}`,
    title,
    lead,
    svg: renderSvg(picture, title, `picture-${name}`, false),
    omitted: omitted === 0 ? "" : `${count(omitted, "arrow")} more did not fit in.`,
    edges: picture.edges.map(row),
  };
}

function row({ from, to, label, isDanger }: PictureEdge): HtmlPicture["edges"][number] {
  return { from: printable(from), to: printable(to), label: printable(label), note: isDanger ? "worth a look" : "" };
}
