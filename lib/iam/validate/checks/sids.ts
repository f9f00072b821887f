import type { Check, Found } from "../check.ts";
import { groupBy } from "../group-by.ts";
import { at, isText, textsOf } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { elementsIn } from "../walk.ts";

/** Every Sid shared by several statements, once, with all its places. An empty Sid names nothing. */
function* repeatedSids({ statements }: PolicyDocument): Generator<Found> {
  const sids = statements.flatMap(({ members }) => textsOf(members.get("Sid")?.value));
  const alike = groupBy(sids, ({ node }) => node.value);
  for (const [sid, places] of alike) if (sid !== "" && places.length > 1) yield { locations: places.map(at) };
}

export const emptySidValue: Check = {
  code: "EMPTY_SID_VALUE",
  type: "SUGGESTION",
  details: "Add a value to the empty string in the Sid element.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Sid")) {
      if (isText(value) && value.node.value === "") yield { locations: [at(value)] };
    }
  },
};

export const unsupportedSid: Check = {
  code: "UNSUPPORTED_SID",
  type: "ERROR",
  details: "Update the characters in the Sid element to use one of the following character types: [a-z, A-Z, 0-9]",
  *find({ type, statements }) {
    if (type !== "identity") return;
    for (const { value } of elementsIn(statements, "Sid")) {
      if (isText(value) && !/^[A-Za-z0-9]*$/.test(value.node.value)) yield { locations: [at(value)] };
    }
  },
};

export const uniqueSidsRequired: Check = {
  code: "UNIQUE_SIDS_REQUIRED",
  type: "ERROR",
  details: "Duplicate statement IDs are not supported for this policy type. Update the Sid value.",
  *find(document) {
    if (document.type === "identity") yield* repeatedSids(document);
  },
};

export const uniqueSidsRecommended: Check = {
  code: "UNIQUE_SIDS_RECOMMENDED",
  type: "WARNING",
  details: "We recommend that you use statement IDs that are unique to your policy. Update the Sid value.",
  *find(document) {
    if (document.type !== "identity") yield* repeatedSids(document);
  },
};
