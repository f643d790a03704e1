import { app, service } from "./clients";

export const reportingClientId = service.clientId;
export const reportingClientSecret = service.clientSecret;
export const dashboardClientId = app.clientId;
