import { Fields } from "../fields.ts";
import { WireError } from "../wire-error.ts";
import type { Dashboard } from "./account-resources.ts";
import type { TargetOperation } from "./answer-target.ts";

const NAME = /[a-zA-Z0-9_-]{3,128}/;

export const createDashboard: TargetOperation = ({ body, region }, { account, now, resources }) => {
  const fields = new Fields(body);
  const name = fields.matching("Name", NAME);
  fields.check();
  if (resources.dashboards.get(region, name) !== undefined) {
    throw new WireError("ConflictException", 400, `A dashboard named ${name} already exists.`);
  }
  const seconds = now.getTime() / 1000;
  const dashboard: Dashboard = {
    DashboardArn: `arn:aws:cloudtrail:${region}:${account}:dashboard/${name}`,
    Type: "CUSTOM",
    Status: "CREATED",
    TerminationProtectionEnabled: body.TerminationProtectionEnabled === true,
    CreatedTimestamp: seconds,
    UpdatedTimestamp: seconds,
  };
  resources.dashboards.put(region, name, dashboard);
  return { ...dashboard, Name: name };
};

export const getDashboard: TargetOperation = ({ body, region }, { resources }) => {
  const id = idIn(body);
  return resources.dashboards.get(region, nameIn(id)) ?? notFound(id);
};

export const deleteDashboard: TargetOperation = ({ body, region }, { resources }) => {
  const id = idIn(body);
  const dashboard = resources.dashboards.get(region, nameIn(id)) ?? notFound(id);
  if (dashboard.TerminationProtectionEnabled) {
    throw new WireError("ConflictException", 400, `The dashboard ${id} is protected from termination.`);
  }
  resources.dashboards.delete(region, nameIn(id));
  return {};
};

function idIn(body: Record<string, unknown>): string {
  const fields = new Fields(body);
  const id = fields.text("DashboardId");
  fields.check();
  return id;
}

/** A dashboard is identified by name or by ARN. */
function nameIn(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function notFound(id: string): never {
  throw new WireError("ResourceNotFoundException", 400, `This server has no dashboard ${id}.`);
}
