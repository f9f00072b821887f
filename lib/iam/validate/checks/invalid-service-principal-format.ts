import { OPERATORS } from "../../language/index.ts";
import { isFixed } from "../arn.ts";
import type { Check, Found } from "../check.ts";
import { at, isText, type TextPlace } from "../place.ts";
import { conditionsIn, principalsIn } from "../walk.ts";

type Format = { takes: RegExp; words: string };

const PLAIN =
  "service.amazonaws.com, or use one of the following suffixes: .amazon.com, .amazonaws.com.cn with all lowercase letters";

/** The partitions have endings of their own; a few services of Amazon's own are outside amazonaws.com. */
const PRINCIPAL: Format = {
  takes:
    /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)$/,
  words: PLAIN,
};
/** The services that call for somebody: AWS's answers take one name before the ending, not `part.service.amazonaws.com`. */
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
