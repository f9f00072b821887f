import { type Access, accessNotGrantedProblems, checkAccessNotGranted } from "../checks/index.ts";
import type { Policy } from "../language/index.ts";
import { checkAnswer } from "./check-answer.ts";
import { CHECKED_TYPES, POLICY_TYPES, readPolicy } from "./documents.ts";
import { Fields, isRecord } from "./fields.ts";
import type { JudgingOperation } from "./message.ts";
import { validationException, WireError } from "./wire-error.ts";

const MOST_LISTED = 100;
const LONGEST_ACTION = 2048;
const LONGEST_RESOURCE = 2048;

function accessOf(fields: Fields): Access {
  const [item, ...rest] = fields.requiredList("access", 1);
  if (item === undefined || rest.length > 0) return {};
  if (!isRecord(item)) fields.fail("access.1.member", "Member must be a structure");
  const { actions, resources } = isRecord(item) ? item : {};
  const list = (name: string, value: unknown, longest: number) =>
    fields.texts(`access.1.member.${name}`, value, MOST_LISTED, longest);
  return {
    ...(actions === undefined || actions === null ? {} : { actions: list("actions", actions, LONGEST_ACTION) }),
    ...(resources === undefined || resources === null
      ? {}
      : { resources: list("resources", resources, LONGEST_RESOURCE) }),
  };
}

/** AWS says "Invalid ARN" for a resource and names no field. */
function refuseUnsuitable(policy: Policy, access: Access): void {
  const [problem] = accessNotGrantedProblems({ policy, access });
  if (problem === undefined) return;
  if (problem.kind === "unsuitable") throw new WireError("InvalidParameterException", 400, problem.message);
  if (problem.path[0] === "resources" && problem.path.length > 1) {
    throw validationException("Invalid ARN", "fieldValidationFailed");
  }
  const name = ["access", ...problem.path].join(".");
  const message = `Invalid access: ${problem.message}`;
  throw validationException(message, "fieldValidationFailed", [{ name, message: problem.message }]);
}

export const CHECK_ACCESS_NOT_GRANTED: JudgingOperation = {
  name: "CheckAccessNotGranted",
  method: "POST",
  path: /^\/policy\/check-access-not-granted$/,
  judge({ body }, { limits }) {
    const fields = new Fields(body);
    const source = fields.text("policyDocument");
    const access = accessOf(fields);
    const policyType = fields.oneOf("policyType", CHECKED_TYPES, "IDENTITY_POLICY");
    fields.check();
    const policy = readPolicy(source, "policyDocument", policyType);
    refuseUnsuitable(policy, access);
    const type = POLICY_TYPES[policyType] ?? "identity";
    return checkAnswer(checkAccessNotGranted({ policy, access, type, limits }));
  },
};
