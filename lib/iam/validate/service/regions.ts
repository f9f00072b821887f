import { nearest } from "./near.ts";

/** Source: AWS General Reference, "AWS service endpoints". */
const REGIONS = [
  "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1",
  "ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1",
  "cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-isoe-west-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2",
  "eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2",
  "us-gov-east-1 us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 us-isof-east-1 us-isof-south-1",
  "us-west-1 us-west-2",
].flatMap((line) => line.split(" "));

const AREAS = new Set(REGIONS.map((region) => region.replace(/-[a-z]+-\d$/, "")));

/**
 * Whether a text cannot be the name of a Region. Because new Regions appear, a well-formed name passes, unless its area
 * is unknown and it is one letter away from an existing Region.
 */
export function isNoRegion(text: string): boolean {
  const shape = /^([a-z]{2,4}(?:-[a-z]{2,4})?)-(?:(?:north|south)(?:east|west)?|east|west|central)-[1-9]$/;
  const area = shape.exec(text)?.[1];
  if (area === undefined) return true;
  return !AREAS.has(area) && nearest(text, REGIONS) !== undefined;
}
