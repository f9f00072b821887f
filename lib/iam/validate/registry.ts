import type { Check, ServiceCheck } from "./check.ts";
import { ERRORS } from "./errors.ts";
import { SECURITY_WARNINGS } from "./security-warnings.ts";
import { SERVICE_CHECKS as SERVICES } from "./service/service-checks.ts";
import { SUGGESTIONS } from "./suggestions.ts";
import { WARNINGS } from "./warnings.ts";

/** Every check that needs only the document. */
export const CHECKS: readonly Check[] = [...ERRORS, ...SECURITY_WARNINGS, ...WARNINGS, ...SUGGESTIONS];

/** Every check that needs service facts as well. */
export const SERVICE_CHECKS: readonly ServiceCheck[] = SERVICES;
