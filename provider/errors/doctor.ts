/** Last sentence of every error about the configuration. */
export const DOCTOR_SHOWS_SETTINGS = "`npx genesyscloud-oauth doctor` shows what is set and what is missing.";

/** Last sentence of every error of the login and of the way to Genesys Cloud. */
export const DOCTOR_CHECKS_LOGIN = "`npx genesyscloud-oauth doctor` checks the login, the region and the network.";

/** A next step without the sentences that point at the doctor, for the doctor itself. */
export function withoutDoctor(nextStep: string): string {
  return [DOCTOR_SHOWS_SETTINGS, DOCTOR_CHECKS_LOGIN].reduce((text, hint) => text.replace(hint, ""), nextStep).trim();
}
