import type { Check, ServiceCheck } from "./check.ts";
import { allowWithNotPrincipal } from "./checks/allow-with-not-principal.ts";
import { ERRORS } from "./errors.ts";
import { SERVICE_CHECKS as SERVICES } from "./service/service-checks.ts";
/** Every check that needs only the document. */
export const CHECKS: readonly Check[] = [...ERRORS, allowWithNotPrincipal];

/** Every check that needs service facts as well. */
export const SERVICE_CHECKS: readonly ServiceCheck[] = SERVICES;
