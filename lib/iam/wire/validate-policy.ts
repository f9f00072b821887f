import { validatePolicy } from "../validate/index.ts";
import { POLICY_TYPES, refuseTooLarge } from "./documents.ts";
import { Fields } from "./fields.ts";
import type { JudgingOperation } from "./message.ts";
import { pageOf } from "./pages.ts";
import { validationException } from "./wire-error.ts";

const LOCALES = ["DE", "EN", "ES", "FR", "IT", "JA", "KO", "PT_BR", "ZH_CN", "ZH_TW"] as const;

const RESOURCE_TYPES = [
  "AWS::S3::Bucket",
  "AWS::S3::AccessPoint",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3ObjectLambda::AccessPoint",
  "AWS::IAM::AssumeRolePolicyDocument",
  "AWS::DynamoDB::Table",
] as const;

/** Findings are in English, whatever the locale. */
export const VALIDATE_POLICY: JudgingOperation = {
  name: "ValidatePolicy",
  method: "POST",
  path: /^\/policy\/validation$/,
  async judge({ body, query }, { facts }) {
    const fields = new Fields(body);
    const source = fields.text("policyDocument");
    const policyType = fields.oneOf("policyType", Object.keys(POLICY_TYPES), "");
    const resourceType = fields.optionalOneOf("validatePolicyResourceType", RESOURCE_TYPES);
    const size = fields.pageSize(query.get("maxResults") ?? undefined);
    fields.optionalOneOf("locale", LOCALES);
    fields.check();
    if (resourceType !== undefined && policyType !== "RESOURCE_POLICY") {
      const message = `Use this only with policyType RESOURCE_POLICY, not with ${policyType}.`;
      const fault = [{ name: "validatePolicyResourceType", message }];
      throw validationException("InvalidInput", "fieldValidationFailed", fault);
    }
    refuseTooLarge(source, "policyDocument");
    const { findings } = validatePolicy({
      source,
      type: POLICY_TYPES[policyType] ?? "identity",
      ...(resourceType === undefined ? {} : { resourceType }),
      ...(facts === undefined ? {} : { facts: await facts([source]) }),
    });
    const about = JSON.stringify([policyType, resourceType, source]);
    const { items, nextToken } = pageOf(findings, { size, token: query.get("nextToken") ?? undefined, about });
    return { findings: items, ...(nextToken === undefined ? {} : { nextToken }) };
  },
};
