import type { PolicyKind } from "./reading.ts";

/**
 * The policies of AWS Organizations that belong to IAM, by their type. Other types, such as tag policies, have no
 * effect on access. Source: AWS Organizations API, CreatePolicy, Type.
 */
export const ORGANIZATION_POLICIES: Readonly<Record<string, PolicyKind>> = {
  SERVICE_CONTROL_POLICY: "service_control",
  RESOURCE_CONTROL_POLICY: "resource_control",
};
