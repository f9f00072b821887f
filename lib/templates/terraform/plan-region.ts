import { partitionOf } from "#lib/iam/index.ts";
import type { TemplateOptions } from "#lib/templates/reading.ts";

export type Where = { partition: string; region: string; account: string };

const WHERE: Where = { partition: "aws", region: "us-east-1", account: "111122223333" };

/** Where a plan is applied: as stated in the options, or the stated defaults. */
export function whereOf(options: TemplateOptions): Where {
  return { ...WHERE, ...saidOf(options) };
}

/** The stated parts of the location; a Region determines its partition. */
export function saidOf({ partition, region, account }: TemplateOptions): Partial<Where> {
  const there = partition ?? (region === undefined ? undefined : partitionOf(region));
  return {
    ...(there !== undefined && { partition: there }),
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
  };
}
