import { denyFamilies } from "./deny-families.ts";
import { comparing, type Family, type Size } from "./family.ts";
import { foreignFamilies } from "./foreign-families.ts";
import { grantedFamilies } from "./granted-families.ts";
import { literalFamilies } from "./literal-families.ts";
import { principalFamilies } from "./principal-families.ts";
import { setFamilies } from "./set-families.ts";
import { typedFamilies } from "./typed-families.ts";
import { unionFamilies } from "./union-families.ts";
import { variableFamilies } from "./variable-families.ts";

export function families(size: Size): Family[] {
  const comparisons = [
    ...variableFamilies(size),
    ...denyFamilies(size),
    ...unionFamilies(size),
    ...setFamilies(size),
    ...typedFamilies(size),
    ...foreignFamilies(size),
    ...literalFamilies(size),
    ...principalFamilies(size),
  ];
  return [...comparisons.map(comparing), ...grantedFamilies(size)];
}
