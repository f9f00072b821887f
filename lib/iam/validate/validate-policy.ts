import type { ServiceFacts } from "../language/index.ts";
import type { Check, Found, ServiceCheck } from "./check.ts";
import { type Finding, type FindingType, learnMoreLink } from "./finding.ts";
import { groupBy } from "./group-by.ts";
import { type PolicyDocument, readDocument, type ValidateInput } from "./policy-document.ts";
import { CHECKS, SERVICE_CHECKS } from "./registry.ts";
import { UNCONFIRMED } from "./unconfirmed.ts";

export type PolicyValidation = {
  findings: Finding[];
  /** Issue codes that were not checked, because they need service facts and none were given. */
  leftOut: string[];
};

function findingOf({ code, type, details }: Check | ServiceCheck, found: Found): Finding {
  const values = found.values ?? {};
  const findingType = UNCONFIRMED.has(code) ? "SUGGESTION" : type;
  return {
    findingType,
    issueCode: code,
    findingDetails: (found.details ?? details).replace(
      /\{\{([^{}]+)\}\}/g,
      (hole, name: string) => values[name] ?? hole,
    ),
    learnMoreLink: learnMoreLink(findingType, code),
    locations: found.locations,
  };
}

function search(document: PolicyDocument, facts: ServiceFacts | undefined): Finding[] {
  const plain = CHECKS.flatMap((check) => Array.from(check.find(document), (found) => findingOf(check, found)));
  if (facts === undefined) return plain;
  const informed = SERVICE_CHECKS.flatMap((check) =>
    Array.from(check.find(document, facts), (found) => findingOf(check, found)),
  );
  return [...plain, ...informed];
}

const ORDER: readonly FindingType[] = ["ERROR", "SECURITY_WARNING", "WARNING", "SUGGESTION"];

/**
 * Finds problems, risks and ineffective parts of a policy, in the words of IAM Access Analyzer's ValidatePolicy. Any
 * text has an answer, even if it is not JSON. Errors come first; those of `UNCONFIRMED` are suggestions. Lines count
 * from 1; columns and offsets from 0, in UTF-16 code units; ends are exclusive. Source: IAM User Guide, "IAM policy
 * validation check reference".
 */
export function validatePolicy(input: ValidateInput & { facts?: ServiceFacts }): PolicyValidation {
  const { facts, ...rest } = input;
  const all = groupBy(search(readDocument(rest), facts), ({ findingType }) => findingType);
  const leftOut = facts === undefined ? SERVICE_CHECKS.map(({ code }) => code) : [];
  return { findings: ORDER.flatMap((type) => all.get(type) ?? []), leftOut };
}
