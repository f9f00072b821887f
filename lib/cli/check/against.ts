import { cdkWritten } from "#lib/checks/cdk-providers.ts";
import { compareVersions, type PolicyChange } from "#lib/checks/compare-versions.ts";
import { named } from "#lib/checks/fingerprint.ts";
import { attachedPolicies } from "#lib/checks/managed-policies.ts";
import { plainNewRoles } from "#lib/checks/new-roles.ts";
import { type Checked, type CheckedResult, checked, type Judged, type Unnamed } from "#lib/checks/result.ts";
import { ruleOf } from "#lib/checks/rule-table.ts";
import type { Undenied } from "#lib/checks/undenied.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { sha256 } from "#lib/sha256.ts";
import { readTemplate, type TemplatePolicy, type TemplateReading } from "#lib/templates/read.ts";
import { foldProviders } from "./fold-providers.ts";
import type { PreviousText } from "./previous-text.ts";
import type { Settings, SettingsBefore } from "./settings.ts";
import { templateFor } from "./source-text.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** The version before, and how it is read and judged. */
export type VersionBefore = SettingsBefore & { label: string; text: PreviousText };

/** New access of every policy against its own previous version. `own` is what was found in the text by itself. */
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
  const label = before.length === 0 && reading.deployed ? "what is deployed" : given;
  const versions = before.map((reading) => ({ name, reading }));
  const { policies, undenied } = compareVersions([{ name, reading }], versions, checks, managed, managedBefore);
  const { known: attached } = attachedPolicies(reading, checks, managed);
  const plain = plainNewRoles(policies, reading, own, { before, attached, facts });
  const { others, note } = foldProviders(policies, cdkWritten(reading.writtenOut ?? reading.root), label);
  const results = [
    ...note,
    ...others.flatMap((change) => changeResult(change, label, plain.has(change.policy.logicalId))),
    ...undenied.map((one) => removedDeny(one, label)),
  ];
  return named(results, sha256);
}

function unknown(message: string): TemplateReading {
  return { ok: false, problems: [{ message, path: [] }] };
}

/** All that a new policy allows is new. What a new role is given that a service takes is said, and does not block. */
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
      ? `This policy is not given to ${given.to} in ${label}, so all that it allows is new there.`
      : `This policy is not in ${label}, so all that it allows is new.`;
    if (!isPlain) return result("fail", message, reasons);
    const said = `${message} It is of a new role that only services may take, and no other check objects to it.`;
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
  const message = `${compared} what is new could not be told. ${cause ?? ""}`;
  return result("incomplete", message, reasons.length > 0 ? reasons : [undecided(policy, message, remedy)]);
}

function undecided({ span, text }: TemplatePolicy, description: string, remedy: string | null): Unnamed {
  const rule = "UNDECIDED";
  const mends = remedy ?? ruleOf(rule).remedy;
  return { description, statementIndex: null, span, rule, remedy: mends, digest: [text, "against"] };
}

/** Statements that deny may hold back what another policy of the same resource allows. */
function removedDeny({ policy, from }: Undenied, label: string): Judged & Checked {
  const message =
    from === null
      ? `This policy is in ${label} with a statement that denies, and is here no more.`
      : `This policy denies something, and is given to ${from} in ${label} and here no more.`;
  const rule = "REMOVED_DENY";
  const reason: Unnamed = {
    description: message,
    statementIndex: null,
    rule,
    remedy: ruleOf(rule).remedy,
    level: "warning",
    digest: from === null ? [policy.text] : [policy.text, from],
  };
  return {
    place: checked(policy).place,
    policy: null,
    check: "no_new_access",
    verdict: "pass",
    message,
    reasons: [reason],
  };
}
