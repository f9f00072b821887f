import { readCloudFormation } from "./cloudformation/read-cloudformation.ts";
import { readTerraformPlan } from "./terraform/read-terraform-plan.ts";

/** Readers for texts that are not plain policies. In a browser `#readers` fetches them on demand. */
export const READERS = { cloudformation: readCloudFormation, "terraform-plan": readTerraformPlan } as const;
