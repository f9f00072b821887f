import type { PolicyKind } from "./reading.ts";

/**
 * The policies of AWS Organizations that are of IAM, by their type. Those of the other types, such as tag policies, say
 * nothing of access. Source: AWS Organizations API, CreatePolicy, Type.
 */
export const ORGANIZATION_POLICIES: Readonly<Record<string, PolicyKind>> = {
  SERVICE_CONTROL_POLICY: "service_control",
  RESOURCE_CONTROL_POLICY: "resource_control",
};
