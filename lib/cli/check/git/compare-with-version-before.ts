import { cdkWritten } from "#lib/checks/cdk-providers.ts";
import { compareVersions, type PolicyChange } from "#lib/checks/compare-versions.ts";
import { named } from "#lib/checks/fingerprint.ts";
import type { HolderChange } from "#lib/checks/holders/holder-change.ts";
import { attachedPolicies } from "#lib/checks/managed-policies.ts";
import { plainNewRoles } from "#lib/checks/new-roles.ts";
import { mayGrant } from "#lib/checks/policy-type.ts";
import { type Checked, type CheckedResult, checked, type Judged, type Unnamed } from "#lib/checks/result.ts";
import { ruleOf } from "#lib/checks/rule-table.ts";
import type { Settings, SettingsBefore } from "#lib/cli/check/input/settings.ts";
import { templateFor } from "#lib/cli/check/input/source-text.ts";
import { foldProviders } from "#lib/cli/check/judge/fold-providers.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { sha256 } from "#lib/sha256.ts";
import { readTemplate, type TemplatePolicy, type TemplateReading } from "#lib/templates/read.ts";
import type { PreviousText } from "./previous-text.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** The previous version, and how it is read and judged. */
export type VersionBefore = SettingsBefore & { label: string; text: PreviousText };

/** New access of each policy compared with its own previous version. `own` are the findings in the text alone. */
export function againstResults(
  reading: Read,
  { label: given, text: previous, template, managed: managedBefore }: VersionBefore,
  { checks, managed }: Settings,
  own: readonly CheckedResult[],
  facts: ServiceFacts | undefined,
): CheckedResult[] {
  const name = "";
  const before =
    previous.kind === "absent"
      ? []
      : previous.kind === "broken"
        ? [unknown(previous.message)]
        : [readTemplate(previous.text, templateFor(previous, template))];
  const label = before.length === 0 && reading.deployed ? "the deployed state" : given;
  const versions = before.map((reading) => ({ name, reading }));
  const { policies, held } = compareVersions([{ name, reading }], versions, checks, managed, managedBefore);
  const { known: attached } = attachedPolicies(reading, checks, managed);
  const plain = plainNewRoles(policies, reading, own, { before, attached, facts });
  const { others, note } = foldProviders(policies, cdkWritten(reading.writtenOut ?? reading.root), label);
  const results = [
    ...note,
    ...others.flatMap((change) => changeResult(change, label, plain.has(change.policy.logicalId))),
    ...held.map((one) => holderResult(one, label)),
  ];
  return named(results, sha256);
}

function unknown(message: string): TemplateReading {
  return { ok: false, problems: [{ message, path: [] }] };
}

/** Everything a new policy allows is new. Grants to a new service role are reported, but do not block. */
function changeResult(
  { policy, outcome, cause, remedy, reasons, given }: PolicyChange,
  label: string,
  isPlain: boolean,
): (Judged & Checked)[] {
  if (outcome === "same") return [];
  const result = (verdict: "fail" | "incomplete", message: string, said: Unnamed[]) => {
    return [{ ...checked(policy), check: "no_new_access", verdict, message, reasons: said } satisfies Judged & Checked];
  };
  if (outcome === "new") {
    const message = given
      ? `This policy is not given to ${given.to} in ${label}, so everything it allows there is new.`
      : `This policy is not in ${label}, so everything it allows is new.`;
    if (!isPlain) return result("fail", message, reasons);
    const said = `${message} It belongs to a new role that only services can assume, and no other check objects to it.`;
    return result(
      "fail",
      said,
      reasons.map((reason) => ({ ...reason, level: "warning" })),
    );
  }
  const compared = given
    ? `This policy is not given to ${given.to} in ${label}:`
    : `Compared with its version in ${label}:`;
  if (outcome === "more") return result("fail", `${compared} it allows more.`, reasons);
  const message = `${compared} new access could not be determined. ${cause ?? ""}`;
  return result("incomplete", message, reasons.length > 0 ? reasons : [undecided(policy, message, remedy)]);
}

function undecided({ span, text }: TemplatePolicy, description: string, remedy: string | null): Unnamed {
  const rule = "UNDECIDED";
  const mends = remedy ?? ruleOf(rule).remedy;
  return { description, statementIndex: null, span, rule, remedy: mends, digest: [text, "against"] };
}

/** Only a warning if the holder is gone too, because then only other policies may allow more. */
function holderResult(change: HolderChange, label: string): Judged & Checked {
  const { place, policy, outcome, isGone, cause, reasons } = change;
  const isOpen = outcome === "undecided" && !isGone;
  const said = `${holderWords(change, label)}${isOpen && cause ? ` ${cause}` : ""}`;
  const verdict = isGone ? "pass" : isOpen ? "incomplete" : "fail";
  const told = reasons.map((reason): Unnamed => {
    const warning = isGone
      ? ({ level: "warning", rule: "REMOVED_DENY", remedy: ruleOf("REMOVED_DENY").remedy } as const)
      : {};
    return { ...reason, description: said, ...warning };
  });
  return { place, policy, check: "no_new_access", verdict, message: said, reasons: told };
}

const MOST_NAMES = 3;

function holderWords({ change, place, who, what, outcome }: HolderChange, label: string): string {
  const rest = who.length - MOST_NAMES;
  const names = rest > 1 ? `${who.slice(0, MOST_NAMES).join(", ")} and ${rest} others` : who.join(", ");
  const isDeny = place.policyKind !== null && mayGrant(place.policyKind);
  const holds = isDeny ? "denies" : "limits";
  const may = outcome === "undecided";
  switch (change) {
    case "eased":
      return `This policy ${may ? `may ${isDeny ? "deny" : "limit"}` : holds} less than in ${label}.`;
    case "gone":
      return isDeny
        ? `This policy denies something in ${label}, but no longer exists.`
        : `This policy limits access in ${label}, but no longer exists.`;
    case "taken":
      return isDeny
        ? `This policy denies something to ${names} in ${label}, but no longer does.`
        : `This policy limits ${names} in ${label}, but no longer does.`;
    case "unbound":
      return what === ""
        ? `A permissions boundary limits ${names} in ${label}, but none does now.`
        : `The permissions boundary of ${names} ${may ? "may allow" : "allows"} more than the one in ${label}.`;
    case "joined":
      return `The access of ${what} now applies to ${names}, but does not in ${label}. That access is unknown here.`;
    case "left":
      return `The policies of ${what} apply to ${names} in ${label}, but no longer do. They may have denied something.`;
    case "detached":
      return `${what} is attached to ${names} in ${label}, but no longer is. It may have denied something.`;
  }
}
