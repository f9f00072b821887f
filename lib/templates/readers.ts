import { readCloudFormation } from "./cloudformation/read-cloudformation.ts";
import { readTerraformPlan } from "./terraform/read-terraform-plan.ts";

/** What reads a text that is no plain policy. In a browser `#readers` fetches it on demand. */
export const READERS = { cloudformation: readCloudFormation, "terraform-plan": readTerraformPlan } as const;
