import { eachField } from "../../provider/model/client-fields.ts";
import type { Correspondence } from "./correspondence.ts";

/** `OAuthClientInfo`. */
export const CLIENT: Correspondence = {
  model: "OAuthClient",
  fields: {
    clientId: "id",
    ...eachField((_, { apiField }) => apiField),
    dateCreated: "dateCreated",
    dateModified: "dateModified",
    createdBy: "createdBy.id",
    modifiedBy: "modifiedBy.id",
    dateToDelete: "dateToDelete",
    selfUri: "selfUri",
  },
  leftOut: {
    secret: "only in the answers to POST, and never in a data source",
    roleIds: "deprecated; repeats roleDivisions",
  },
};

/** `OAuthScope`. */
export const SCOPE: Correspondence = {
  model: "OAuthScope",
  fields: { id: "id", description: "description", selfUri: "selfUri" },
  leftOut: {},
};

/** `OAuthAuthorization`. */
export const AUTHORIZATION: Correspondence = {
  model: "OAuthAuthorization",
  fields: {
    clientId: "client.id",
    clientName: "client.name",
    scopes: "scope",
    roles: "roles",
    resourceOwner: "resourceOwner.id",
    resourceOwnerName: "resourceOwner.name",
    dateCreated: "dateCreated",
    dateModified: "dateModified",
    createdBy: "createdBy.id",
    modifiedBy: "modifiedBy.id",
    pending: "pending",
    state: "state",
    selfUri: "selfUri",
  },
  leftOut: {},
};

/** `OAuthClientUsageRow`. */
export const USAGE_ROW: Correspondence = {
  model: "ApiUsageRow",
  fields: Object.fromEntries(
    [
      ...["clientId", "clientName", "organizationId", "userId", "templateUri", "httpMethod", "date"],
      ...["status200", "status300", "status400", "status429", "status500", "requests"],
    ].map((field) => [field, field]),
  ),
  leftOut: {},
};
