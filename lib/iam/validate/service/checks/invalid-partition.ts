import { isFixed } from "../../arn.ts";
import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { resourceArns } from "../resource-arn.ts";

/** Source: AWS General Reference, "Amazon Resource Names (ARNs)", and AWS's SDKs for those that are not public. */
const PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];

export const invalidPartition: ServiceCheck = {
  code: "INVALID_PARTITION",
  type: "ERROR",
  details:
    "The resource ARN for the service {{service}} does not support the partition {{partition}}. Use the supported values: {{partitions}}",
  *find(document) {
    for (const { place, partition, service } of resourceArns(document)) {
      if (partition === "" || !isFixed(partition) || PARTITIONS.includes(partition)) continue;
      yield { locations: [at(place)], values: { service, partition, partitions: PARTITIONS.join(", ") } };
    }
  },
};
