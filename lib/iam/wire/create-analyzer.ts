import { Fields } from "./fields.ts";
import { ANALYZER_TYPES } from "./list-analyzers.ts";
import type { Operation } from "./message.ts";
import { NAME } from "./names.ts";
import { analyzerArn } from "./preview-store.ts";
import { conflict, validationException, WireError } from "./wire-error.ts";

export const CREATE_ANALYZER: Operation = {
  name: "CreateAnalyzer",
  method: "PUT",
  path: /^\/analyzer$/,
  answer({ body, region }, { store, account, now }) {
    const fields = new Fields(body);
    const name = fields.matching("analyzerName", NAME);
    const type = fields.oneOf("type", ANALYZER_TYPES, "ACCOUNT");
    const clientToken = fields.optionalText("clientToken");
    fields.check();
    if (type !== "ACCOUNT") {
      const message = "This server previews access only from outside one account. Use type ACCOUNT.";
      throw validationException(message, "notSupported", [{ name: "type", message }]);
    }
    const arn = analyzerArn(name, region, account);
    const known = store.analyzer(name);
    if (known !== undefined && clientToken !== undefined && known.clientToken === clientToken) return { arn };
    if (known !== undefined) throw conflict(`An analyzer named ${name} already exists.`, "analyzer", name);
    if (store.isFull()) {
      const members = { resourceType: "analyzer", resourceId: name };
      throw new WireError("ServiceQuotaExceededException", 402, "This server cannot keep more analyzers.", members);
    }
    store.add({
      name,
      createdAt: now.toISOString(),
      rules: new Map(),
      ...(clientToken === undefined ? {} : { clientToken }),
    });
    return { arn };
  },
};
