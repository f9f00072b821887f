export const ARN_FIELDS = 6;

/** The six fields of an ARN, with their start offsets. Missing fields are undefined. */
type ArnFields = {
  partition: string | undefined;
  service: string | undefined;
  region: string | undefined;
  account: string | undefined;
  resource: string | undefined;
  starts: number[];
};

/** Undefined for a text that does not start with `arn:`. The rest may be cut short or include wildcards. */
export function readArn(text: string): ArnFields | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const parts = text.split(":");
  const fields = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(":")] : parts;
  const starts: number[] = [];
  let start = 0;
  for (const field of fields) {
    starts.push(start);
    start += field.length + 1;
  }
  const [, partition, service, region, account, resource] = fields;
  return { partition, service, region, account, resource, starts };
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a text is fixed: no wildcard and no policy variable. */
export function isFixed(text: string): boolean {
  return !hasWildcard(text) && !text.includes("${");
}
