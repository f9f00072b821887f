import type { Check } from "../check.ts";

export const jsonSyntaxError: Check = {
  code: "JSON_SYNTAX_ERROR",
  type: "ERROR",
  details: "Fix the JSON syntax error at index {{index}} line {{line}} column {{column}}.",
  *find({ problems, source }) {
    for (const { span } of problems) {
      const start = span?.start ?? { line: 1, column: 0, offset: 0 };
      const end = span?.end ?? { ...start, column: source.length, offset: source.length };
      yield {
        locations: [{ path: [], span: { start, end } }],
        values: { index: String(start.offset), line: String(start.line), column: String(start.column) },
      };
    }
  },
};
