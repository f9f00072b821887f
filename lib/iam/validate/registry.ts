import type { Check, ServiceCheck } from "./check.ts";
import { ERRORS } from "./errors.ts";
import { SECURITY_WARNINGS } from "./security-warnings.ts";
import { SERVICE_CHECKS as SERVICES } from "./service/service-checks.ts";
/** Every check that needs only the document. */
export const CHECKS: readonly Check[] = [...ERRORS, ...SECURITY_WARNINGS];

/** Every check that needs service facts as well. */
export const SERVICE_CHECKS: readonly ServiceCheck[] = SERVICES;
