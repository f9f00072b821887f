import path from "node:path";
import { answerOfGit, type Git } from "./ask-git.ts";
import { entriesOf, type Where } from "./read-blobs.ts";

/** A nested repository, at the commit that the outer one records. `fault`: why it cannot be read. */
export type Submodule = { where: Where; fault: string | null };

/** The submodule that contained a name at a commit, and the name inside it; null if there was none. */
export type SubmoduleOf = (name: string) => { submodule: Submodule; rest: string } | null;

/** The submodules of a commit, each looked up once, on first use. */
export function submodulesAt(git: Git, outer: Where): SubmoduleOf {
  let links: Map<string, string> | undefined;
  const known = new Map<string, Submodule>();
  return (name) => {
    links ??= entriesOf(git, outer.commit, outer.root, "commit");
    const link = withFolders(name).find((one) => links?.has(one));
    if (link === undefined) return null;
    const where = { commit: links.get(link) ?? "", root: path.join(outer.root, link) };
    const submodule = known.get(link) ?? { where, fault: faultOf(git, link, where) };
    known.set(link, submodule);
    return { submodule, rest: path.posix.relative(link, name) || "." };
  };
}

/** A name and the folders above it. Git lists a folder only if it is a submodule. */
export function withFolders(name: string): string[] {
  return name.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"));
}

/** A submodule is its own repository, with its own options. */
function faultOf(git: Git, link: string, { commit, root }: Where): string | null {
  if (git.longest !== undefined) return `The file is in the submodule ${link}, which is not read here.`;
  if (answerOfGit(git, ["cat-file", "-e", `${commit}^{commit}`], root).ok) return null;
  return `The file is in the submodule ${link}, which lacks ${commit.slice(0, 12)}. Fetch the commit there first.`;
}
