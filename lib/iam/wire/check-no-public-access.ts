import { checkNoPublicAccess, PUBLIC_ACCESS_RESOURCE_TYPES } from "../checks/index.ts";
import { aboutResourcesOf } from "./about-resources-of.ts";
import { checkAnswer } from "./check-answer.ts";
import { readPolicy } from "./documents.ts";
import { Fields } from "./fields.ts";
import type { JudgingOperation } from "./message.ts";

export const CHECK_NO_PUBLIC_ACCESS: JudgingOperation = {
  name: "CheckNoPublicAccess",
  method: "POST",
  path: /^\/policy\/check-no-public-access$/,
  judge({ body }, { limits }) {
    const fields = new Fields(body);
    const source = fields.text("policyDocument");
    const resourceType = fields.oneOf("resourceType", PUBLIC_ACCESS_RESOURCE_TYPES, "AWS::S3::Bucket");
    fields.check();
    const policy = aboutResourcesOf(readPolicy(source, "policyDocument", "RESOURCE_POLICY"), resourceType);
    return checkAnswer(checkNoPublicAccess({ policy, resourceType, limits }));
  },
};
