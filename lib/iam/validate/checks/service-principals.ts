import { OPERATORS } from "../../language/index.ts";
import { isFixed } from "../arn.ts";
import type { Check, Found } from "../check.ts";
import { at, atKey, isText, type Member, type TextPlace } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { isTrustPolicy } from "../trust.ts";
import { conditionsIn, principalsIn, tests } from "../walk.ts";

/** A statement of a resource policy that admits AWS services. */
type ServiceGrant = {
  principals: TextPlace[];
  /** Nothing says whom the service calls for. */
  unsourced: boolean;
  /** Keys that do not replace a source. */
  referred: Member[];
};

const SOURCES = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"];

function* serviceGrants(document: PolicyDocument): Generator<ServiceGrant> {
  if (document.type !== "resource" || isTrustPolicy(document)) return;
  for (const statement of document.statements) {
    if (statement.effect !== "Allow") continue;
    const principals = statement.principals.flatMap(({ kind, place, element }) =>
      kind === "Service" && element === "Principal" ? [place] : [],
    );
    if (principals.length === 0) continue;
    const unsourced = !tests(statement, ...SOURCES);
    const referred = statement.conditions.flatMap(({ name, key }) => (name === "aws:referer" ? [key] : []));
    yield { principals, unsourced, referred };
  }
}

type Format = { takes: RegExp; words: string };

const PLAIN =
  "service.amazonaws.com, or use one of the following suffixes: .amazon.com, .amazonaws.com.cn with all lowercase letters";

/** Each partition has its own suffix; a few Amazon services are outside amazonaws.com. */
const PRINCIPAL: Format = {
  takes:
    /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)$/,
  words: PLAIN,
};
/**
 * Services that call for someone. AWS's answers accept one name before the suffix, not `part.service.amazonaws.com`.
 */
const CALLER: Format = {
  takes: /^[a-z0-9-]+\.(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|c2s\.ic\.gov|sc2s\.sgov\.gov)$/,
  words: PLAIN,
};
const REGIONAL: Format = {
  takes: /^[a-z0-9-]+\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov)$/,
  words: "service-name.AWS_region.amazonaws.com",
};

const FORMATS = new Map([
  ["aws:calledvia", CALLER],
  ["aws:calledviafirst", CALLER],
  ["aws:calledvialast", CALLER],
  ["aws:principalservicename", PRINCIPAL],
  ["iam:awsservicename", PRINCIPAL],
  ["iam:passedtoservice", PRINCIPAL],
  ["kms:viaservice", REGIONAL],
]);

export const invalidServicePrincipalFormat: Check = {
  code: "INVALID_SERVICE_PRINCIPAL_FORMAT",
  type: "ERROR",
  details: "The service principal does not match the expected format. Use the format {{expectedFormat}}.",
  *find(document) {
    for (const { kind, place } of principalsIn(document.statements)) {
      if (kind === "Service") yield* wrong(place, PRINCIPAL);
    }
    for (const { condition } of conditionsIn(document)) {
      const format = FORMATS.get(condition.name);
      if (format === undefined || condition.read === undefined) continue;
      if (OPERATORS[condition.read.operator].family !== "string") continue;
      for (const place of condition.values.filter(isText)) yield* wrong(place, format);
    }
  },
};

function* wrong(place: TextPlace, { takes, words }: Format): Generator<Found> {
  const { value } = place.node;
  if (isFixed(value) && !takes.test(value)) yield { locations: [at(place)], values: { expectedFormat: words } };
}

export const restrictAccessToServicePrincipal: Check = {
  code: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
  type: "SECURITY_WARNING",
  details:
    "Granting access to a service principal without specifying a source is overly permissive. Use aws:SourceArn, aws:SourceAccount, aws:SourceOrgID, or aws:SourceOrgPaths condition key to grant fine-grained access.",
  *find(document) {
    for (const { principals, unsourced, referred } of serviceGrants(document)) {
      if (unsourced && referred.length === 0) yield { locations: principals.map(at) };
    }
  },
};

export const recommendedConditionKeyForServicePrincipal: Check = {
  code: "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
  type: "SUGGESTION",
  details:
    "To restrict access to the service principal {{servicePrincipalPrefix}} operating on your behalf, we recommend aws:SourceArn, aws:SourceAccount, aws:SourceOrgID, or aws:SourceOrgPaths instead of {{key}}.",
  *find(document) {
    for (const { principals, unsourced, referred } of serviceGrants(document)) {
      if (!unsourced) continue;
      for (const key of referred) {
        const [service] = principals;
        const servicePrincipalPrefix = service?.node.value.split(".")[0] ?? "";
        yield { locations: [atKey(key)], values: { servicePrincipalPrefix, key: key.key } };
      }
    }
  },
};
