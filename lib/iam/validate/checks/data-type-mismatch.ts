import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { expectedShapes, fits, type Shape } from "../shapes.ts";

const NAMES: Record<Shape, string> = {
  object: "Object",
  text: "String",
  texts: "String or String Array",
  statements: "Object or Object Array",
  scalar: "String, Number, or Boolean",
};

export const dataTypeMismatch: Check = {
  code: "DATA_TYPE_MISMATCH",
  type: "ERROR",
  details: "The text does not match the expected JSON data type {{data_type}}.",
  *find(document) {
    for (const { place, shape } of expectedShapes(document)) {
      if (!fits(place, shape)) yield { locations: [at(place)], values: { data_type: NAMES[shape] } };
    }
  },
};
