import type { Check, Found, ServiceCheck } from "./check.ts";
import { type Finding, learnMoreLink } from "./finding.ts";
import { readDocument, type ValidateInput } from "./policy-document.ts";
import { CHECKS, SERVICE_CHECKS } from "./registry.ts";
import type { ServiceFacts } from "./service-facts.ts";

export type PolicyValidation = {
  findings: Finding[];
  /** The issue codes that nobody looked for, because they need service facts and none were given. */
  leftOut: string[];
};

function findingOf({ code, type, details }: Check | ServiceCheck, found: Found): Finding {
  const values = found.values ?? {};
  return {
    findingType: type,
    issueCode: code,
    findingDetails: (found.details ?? details).replace(
      /\{\{([^{}]+)\}\}/g,
      (hole, name: string) => values[name] ?? hole,
    ),
    learnMoreLink: learnMoreLink(type, code),
    locations: found.locations,
  };
}

/**
 * Looks for what is wrong, risky or without effect in a policy, in the words of IAM Access Analyzer's ValidatePolicy. Any
 * text has an answer, also one that is no JSON. Lines count from 1; columns and offsets from 0, in UTF-16 code units; ends
 * are exclusive. Source: IAM User Guide, "IAM policy validation check reference".
 */
export function validatePolicy(input: ValidateInput & { facts?: ServiceFacts }): PolicyValidation {
  const { facts, ...rest } = input;
  const document = readDocument(rest);
  const findings = CHECKS.flatMap((check) => Array.from(check.find(document), (found) => findingOf(check, found)));
  if (facts === undefined) return { findings, leftOut: SERVICE_CHECKS.map(({ code }) => code) };
  const known = SERVICE_CHECKS.flatMap((check) =>
    Array.from(check.find(document, facts), (found) => findingOf(check, found)),
  );
  return { findings: [...findings, ...known], leftOut: [] };
}
