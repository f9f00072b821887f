import type { Checked, Unnamed } from "#lib/checks/result.ts";
import { ruleOf } from "#lib/checks/rule-table.ts";
import { attachedHolders, isSameHolder, type Side } from "#lib/checks/version-side.ts";
import type { CheckResult } from "#lib/iam/index.ts";
import type { Attachment, Holder } from "#lib/templates/read.ts";

/**
 * A holder to whom less is denied, or whose limits are wider, than before; or where neither can be proved.
 * - `eased`: a policy denies or limits less; `gone`: it no longer exists; `taken`: it no longer applies to the holder;
 * - `unbound`: the permissions boundary is gone, or is another one that allows more;
 * - `joined`, `left`, `detached`: a policy of unknown text applies since, or no longer applies.
 * `isGone`: the holder is gone too, so at most another policy allows more.
 */
export type HolderChange = Checked & {
  documentName: string;
  change: "eased" | "gone" | "taken" | "unbound" | "joined" | "left" | "detached";
  /** The holders in words; `what` is the group, boundary or policy that the change is about. */
  who: string[];
  what: string;
  outcome: "more" | "undecided";
  isGone: boolean;
  cause: string | null;
  reasons: Unnamed[];
};

export type Sides = { past: Side; present: Side };
export type Found = Pick<HolderChange, "change" | "outcome" | "isGone" | "cause" | "reasons"> & {
  holder: Holder | null;
};

const NOT_ALL_KNOWN = "Not everything attached since then is known.";

export function answer(
  asked: CheckResult,
  rule: string,
  isOpen: boolean,
): Pick<Found, "outcome" | "cause" | "reasons"> {
  const isShown = asked.verdict === "FAIL" && !isOpen;
  const [first] = asked.reasons;
  const { witness, sentence } = isShown ? (first ?? {}) : {};
  const reason: Unnamed = {
    description: "",
    statementIndex: null,
    rule: isShown ? rule : "UNDECIDED",
    remedy: ruleOf(isShown ? rule : "UNDECIDED").remedy,
    ...(witness && { witness }),
    ...(sentence && { sentence }),
  };
  const cause = isShown ? null : isOpen ? NOT_ALL_KNOWN : (asked.cause ?? null);
  return { outcome: isShown ? "more" : "undecided", cause, reasons: [reason] };
}

/** Whether a resource existed, and no longer does under any of its names. */
export function isGoneSince(holder: Holder, { past, present }: Sides): boolean {
  if (present.links.goes(holder)) return true;
  const was = past.links.resourceOf(holder);
  return was !== undefined && resourceNow(holder, { past, present }) === undefined;
}

export function resourceNow(holder: Holder, { past, present }: Sides) {
  const { names = [] } = past.links.resourceOf(holder) ?? {};
  const all = [holder, ...names.map((name): Holder => ({ name, span: holder.span }))];
  return all.map((one) => present.links.resourceOf(one)).find((one) => one !== undefined);
}

/** Whether a policy of unknown ARN was attached to a holder since. */
export function mayBeGivenTo(holder: Holder, { past, present }: Sides): boolean {
  return unnamedOf(holder, present).length > unnamedOf(holder, past).length;
}

export function unnamedOf(holder: Holder, { attached }: Side): Attachment[] {
  const all = attached.map(({ attachment }) => attachment).filter(({ arn }) => arn === null);
  return all.filter((one) => attachedHolders(one).some((each) => isSameHolder(each, holder)));
}
