import { checkNoNewAccess } from "../checks/index.ts";
import { checkAnswer } from "./check-answer.ts";
import { CHECKED_TYPES, POLICY_TYPES, readPolicy } from "./documents.ts";
import { Fields } from "./fields.ts";
import type { JudgingOperation } from "./message.ts";

export const CHECK_NO_NEW_ACCESS: JudgingOperation = {
  name: "CheckNoNewAccess",
  method: "POST",
  path: /^\/policy\/check-no-new-access$/,
  judge({ body }, { limits }) {
    const fields = new Fields(body);
    const fresh = fields.text("newPolicyDocument");
    const known = fields.text("existingPolicyDocument");
    const policyType = fields.oneOf("policyType", CHECKED_TYPES, "IDENTITY_POLICY");
    fields.check();
    const policy = readPolicy(fresh, "newPolicyDocument", policyType);
    const existing = readPolicy(known, "existingPolicyDocument", policyType);
    const type = POLICY_TYPES[policyType] ?? "identity";
    return checkAnswer(checkNoNewAccess({ policy, existing, type, limits }));
  },
};
