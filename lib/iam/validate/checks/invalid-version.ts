import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";

const VERSIONS = ["2012-10-17", "2008-10-17"];

export const invalidVersion: Check = {
  code: "INVALID_VERSION",
  type: "ERROR",
  details: "The version {{version}} is not valid. Use one of the following versions: {{versions}}",
  *find({ members }) {
    const value = members.get("Version")?.value;
    if (value === undefined || !isText(value) || VERSIONS.includes(value.node.value)) return;
    yield { locations: [at(value)], values: { version: value.node.value, versions: VERSIONS.join(", ") } };
  },
};
