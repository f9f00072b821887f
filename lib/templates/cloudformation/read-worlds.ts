import type { Node } from "#lib/iam/index.ts";
import { withWholeArns } from "../api-resources.ts";
import { policyLimit } from "../limits.ts";
import { canonicalJson } from "../node.ts";
import type { Path, PolicyKind } from "../reading.ts";
import { type Owner, type Policy, seeGaps, seeKeptOut, seePolicy } from "./report.ts";
import { ambiguousTexts, whyAmbiguous, withDecimals } from "./values/ambiguous-text.ts";
import { exploreAll, type Leaf } from "./values/explore.ts";
import type { Gap, Resolution } from "./values/outcome.ts";
import { whyElsewhere } from "./values/pseudo-parameters.ts";

/** The document of one world; null if the template leaves it out, undefined if the trace has the gaps. */
type Read = Pick<Policy, "node" | "publicType"> | null | undefined;

/** How to read a policy in one world, what it is, and the message if it is left out in all worlds. */
export type Reader = {
  read(env: Resolution): Read;
  about(env: Resolution): Pick<Policy, "kind" | "policyName" | "path" | "span">;
  missing?: string | undefined;
};

/** Reads a policy in every world in which its place exists. */
export function readWorlds(owner: Owner, env: Resolution, { read, about, missing }: Reader): void {
  const leaves = exploreAll(env, read);
  const isLeftOut = typeof leaves !== "string" && leaves.every(({ result }) => result === null);
  const problem = typeof leaves === "string" ? leaves : isLeftOut ? missing : undefined;
  if (problem !== undefined) {
    const { path, span, ...named } = about(env);
    seeGaps(owner, named, [{ message: problem, path, span }], env);
  }
  if (typeof leaves === "string") return;
  for (const leaf of sameIn(env, leaves)) {
    const { path, span, ...named } = about(leaf.env);
    const { gaps, assumptions } = leaf.env.trace;
    if (leaf.result === undefined)
      seeGaps(owner, named, gaps.length > 0 ? gaps : [{ message: UNKNOWN, path, span }], leaf.env);
    if (leaf.result === null) seeKeptOut(owner, leaf.env);
    if (!leaf.result) continue;
    const { publicType } = leaf.result;
    const unsure = unsureGaps(leaf.result.node, path);
    if (unsure.length > 0) {
      seeGaps(owner, named, unsure, leaf.env);
      continue;
    }
    const node = withWholeArns(withDecimals(leaf.result.node), owner.type);
    const text = canonicalJson(node);
    const limit = policyLimit(node, text) ?? (LETTING_IN.has(named.kind) ? whyElsewhere(leaf.env) : null);
    if (limit) seeGaps(owner, named, [{ message: limit, path, span }], leaf.env);
    else
      seePolicy(
        owner,
        { ...named, path, span, node, publicType, text, assumptions: [...assumptions.values()] },
        leaf.env,
      );
  }
}

function unsureGaps(document: Node, path: Path): Gap[] {
  return ambiguousTexts(document).map((text) => ({ message: whyAmbiguous(text) ?? UNKNOWN, path, span: text.span }));
}

const LETTING_IN = new Set<PolicyKind>(["trust", "resource", "sharing"]);

const UNKNOWN = "The value cannot be determined.";

/** Reads a document that is the same in all cases only once, in the world of its place. */
function sameIn(env: Resolution, leaves: Leaf<Read>[]): Leaf<Read>[] {
  const [first, ...others] = leaves;
  if (!first?.result || others.length === 0) return leaves;
  const text = textOf(first);
  if (others.some((leaf) => textOf(leaf) !== text)) return leaves;
  const assumptions = new Map(leaves.flatMap((leaf) => [...leaf.env.trace.assumptions]));
  return [{ ...first, env: { ...env, trace: { ...env.trace, assumptions } } }];
}

function textOf({ result }: Leaf<Read>): string | null {
  return result ? JSON.stringify([result.publicType, canonicalJson(result.node)]) : null;
}
