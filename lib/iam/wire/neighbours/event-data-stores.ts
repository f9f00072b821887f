import { Fields } from "../fields.ts";
import { pageOf } from "../pages.ts";
import { WireError } from "../wire-error.ts";
import type { EventDataStore } from "./account-resources.ts";
import type { TargetOperation } from "./answer-target.ts";

const NAME = /[a-zA-Z0-9._-]{3,128}/;
const RETENTION_DAYS = 366;

export const createEventDataStore: TargetOperation = ({ body, region }, { account, now, newId, resources }) => {
  const fields = new Fields(body);
  const name = fields.matching("Name", NAME);
  fields.check();
  const shelf = resources.eventDataStores;
  if (shelf.list(region).some((store) => store.Name === name)) {
    const message = `An event data store named ${name} already exists.`;
    throw new WireError("EventDataStoreAlreadyExistsException", 400, message);
  }
  const arn = `arn:aws:cloudtrail:${region}:${account}:eventdatastore/${newId()}`;
  const seconds = now.getTime() / 1000;
  const store: EventDataStore = {
    EventDataStoreArn: arn,
    Name: name,
    Status: "ENABLED",
    MultiRegionEnabled: body.MultiRegionEnabled !== false,
    OrganizationEnabled: body.OrganizationEnabled === true,
    RetentionPeriod: typeof body.RetentionPeriod === "number" ? body.RetentionPeriod : RETENTION_DAYS,
    TerminationProtectionEnabled: body.TerminationProtectionEnabled !== false,
    BillingMode: "EXTENDABLE_RETENTION_PRICING",
    CreatedTimestamp: seconds,
    UpdatedTimestamp: seconds,
  };
  shelf.put(region, arn, store);
  return store;
};

export const getEventDataStore: TargetOperation = ({ body, region }, { resources }) => {
  const fields = new Fields(body);
  const arn = fields.text("EventDataStore");
  fields.check();
  return resources.eventDataStores.get(region, arn) ?? notFound(arn);
};

export const listEventDataStores: TargetOperation = ({ body, region }, { resources }) => {
  const fields = new Fields(body);
  const size = fields.pageSize(body.MaxResults);
  const token = fields.optionalText("NextToken");
  fields.check();
  const stores = resources.eventDataStores.list(region).map(({ EventDataStoreArn, Name }) => {
    return { EventDataStoreArn, Name };
  });
  const { items, nextToken } = pageOf(stores, { size, token, about: `event data stores ${region}` });
  return { EventDataStores: items, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
};

export const deleteEventDataStore: TargetOperation = ({ body, region }, { resources }) => {
  const fields = new Fields(body);
  const arn = fields.text("EventDataStore");
  fields.check();
  const store = resources.eventDataStores.get(region, arn) ?? notFound(arn);
  if (store.TerminationProtectionEnabled) {
    const message = `The event data store ${store.Name} is protected from termination.`;
    throw new WireError("EventDataStoreTerminationProtectedException", 400, message);
  }
  resources.eventDataStores.delete(region, arn);
  return {};
};

function notFound(arn: string): never {
  throw new WireError("EventDataStoreNotFoundException", 400, `This server has no event data store ${arn}.`);
}
