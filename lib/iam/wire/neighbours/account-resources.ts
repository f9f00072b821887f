import { WireError } from "../wire-error.ts";

/** Seconds since 1970, the time format of these protocols. */
type Seconds = number;

export type EventDataStore = {
  EventDataStoreArn: string;
  Name: string;
  Status: "ENABLED";
  MultiRegionEnabled: boolean;
  OrganizationEnabled: boolean;
  RetentionPeriod: number;
  TerminationProtectionEnabled: boolean;
  BillingMode: "EXTENDABLE_RETENTION_PRICING";
  CreatedTimestamp: Seconds;
  UpdatedTimestamp: Seconds;
};

export type Dashboard = {
  DashboardArn: string;
  Type: "CUSTOM";
  Status: "CREATED";
  TerminationProtectionEnabled: boolean;
  CreatedTimestamp: Seconds;
  UpdatedTimestamp: Seconds;
};

export type RestApi = { id: string; name: string; rootResourceId: string; createdDate: Seconds };

const MOST = 100;

/**
 * Resources of one kind in the server's account, by region and key. Created resources are kept until the server ends.
 */
class Shelf<T> {
  private readonly things = new Map<string, T>();
  private readonly kind: string;

  constructor(kind: string) {
    this.kind = kind;
  }

  /** Throws if there are too many to store another. */
  put(region: string, key: string, thing: T): void {
    if (this.things.size >= MOST) {
      throw new WireError("LimitExceededException", 400, `This server keeps at most ${MOST} ${this.kind}.`);
    }
    this.things.set(`${region}/${key}`, thing);
  }

  get(region: string, key: string): T | undefined {
    return this.things.get(`${region}/${key}`);
  }

  delete(region: string, key: string): boolean {
    return this.things.delete(`${region}/${key}`);
  }

  list(region: string): T[] {
    return [...this.things].filter(([key]) => key.startsWith(`${region}/`)).map(([, thing]) => thing);
  }
}

/** Resources that policy validators create in the account and request again. The account is empty at first. */
export class AccountResources {
  readonly eventDataStores = new Shelf<EventDataStore>("event data stores");
  readonly dashboards = new Shelf<Dashboard>("dashboards");
  readonly restApis = new Shelf<RestApi>("REST APIs");
}
