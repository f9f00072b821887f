/** For each partition, the prefixes of Region names and the suffix of host names. Source: AWS SDKs, partitions. */
const ROWS: Readonly<Record<string, { regions: RegExp; suffix: string }>> = {
  aws: { regions: /^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d$/, suffix: "amazonaws.com" },
  "aws-cn": { regions: /^cn-/, suffix: "amazonaws.com.cn" },
  "aws-us-gov": { regions: /^us-gov-/, suffix: "amazonaws.com" },
  "aws-eusc": { regions: /^eusc-/, suffix: "amazonaws.eu" },
  "aws-iso": { regions: /^us-iso-/, suffix: "c2s.ic.gov" },
  "aws-iso-b": { regions: /^us-isob-/, suffix: "sc2s.sgov.gov" },
  "aws-iso-e": { regions: /^eu-isoe-/, suffix: "cloud.adc-e.uk" },
  "aws-iso-f": { regions: /^us-isof-/, suffix: "csp.hci.ic.gov" },
};

export const PARTITIONS: readonly string[] = Object.keys(ROWS);

/** The suffix of host names in a partition; undefined for an unknown partition. */
export function suffixOf(partition: string): string | undefined {
  return Object.hasOwn(ROWS, partition) ? ROWS[partition]?.suffix : undefined;
}

/** The partition of a Region; undefined if its name does not show it. */
export function partitionOf(region: string): string | undefined {
  return only(({ regions }) => regions.test(region));
}

/** The only partition with this suffix; undefined if there are several, or no known one. */
export function partitionWith(suffix: string): string | undefined {
  return only((row) => row.suffix === suffix);
}

function only(isMeant: (row: { regions: RegExp; suffix: string }) => boolean): string | undefined {
  const [[name] = [], ...others] = Object.entries(ROWS).filter(([, row]) => isMeant(row));
  return others.length === 0 ? name : undefined;
}
