import type { TemplateOptions } from "../reading.ts";

export type Where = { partition: string; region: string; account: string };

const WHERE: Where = { partition: "aws", region: "us-east-1", account: "111122223333" };

/** Where a plan is applied: as it is said, or the stated defaults. */
export function whereOf(options: TemplateOptions): Where {
  return {
    partition: options.partition ?? WHERE.partition,
    region: options.region ?? WHERE.region,
    account: options.account ?? WHERE.account,
  };
}
