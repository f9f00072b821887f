import { Fields } from "../fields.ts";
import { WireError } from "../wire-error.ts";
import type { TargetOperation } from "./answer-target.ts";

/** SSM GetParameter: no parameter exists. */
export const getParameter: TargetOperation = ({ body }) => {
  const fields = new Fields(body);
  const name = fields.text("Name");
  fields.check();
  throw new WireError(
    "ParameterNotFound",
    400,
    `Parameter ${name} was not found: this server has no account behind it.`,
  );
};
