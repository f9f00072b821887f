export { type Finding, type FindingType, type Location, learnMoreLink, type PathElement } from "./finding.ts";
export type { ValidateInput } from "./policy-document.ts";
export { CHECKS, SERVICE_CHECKS } from "./registry.ts";
export { globTakes } from "./service/globs.ts";
export { type PolicyValidation, validatePolicy } from "./validate-policy.ts";
