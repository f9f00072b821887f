import { Fields, isRecord } from "./fields.ts";
import { readFilter } from "./finding-filter.ts";
import type { Operation } from "./message.ts";
import { NAME } from "./names.ts";
import { conflict, WireError } from "./wire-error.ts";

const MOST_RULES = 100;

/** Future access preview findings that match the rule are archived. */
export const CREATE_ARCHIVE_RULE: Operation = {
  name: "CreateArchiveRule",
  method: "PUT",
  path: /^\/analyzer\/([^/]+)\/archive-rule$/,
  answer({ parts: [analyzerName = ""], body }, { store, now }) {
    const fields = new Fields(body);
    const name = fields.matching("ruleName", NAME);
    const written = fields.record("filter");
    const filter = readFilter(fields, written, { ofList: false });
    const clientToken = fields.optionalText("clientToken");
    if (isRecord(body.filter) && filter.length === 0) fields.fail("filter", "Member must have at least one element");
    fields.check();
    const { rules } = store.analyzerNamed(analyzerName);
    const known = rules.get(name);
    if (known !== undefined && clientToken !== undefined && known.clientToken === clientToken) return {};
    if (known !== undefined) throw conflict(`An archive rule named ${name} already exists.`, "archive rule", name);
    const size = JSON.stringify(written).length;
    if (rules.size >= MOST_RULES || !store.hasRoomFor(size)) {
      const members = { resourceType: "archive rule", resourceId: name };
      throw new WireError("ServiceQuotaExceededException", 402, "This server cannot keep more archive rules.", members);
    }
    const createdAt = now.toISOString();
    rules.set(name, { filter, written, createdAt, size, ...(clientToken === undefined ? {} : { clientToken }) });
    return {};
  },
};
