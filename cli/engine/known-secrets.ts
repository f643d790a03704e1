import { Redactor } from "../../provider/api/redaction.ts";
import { isMarkedSecret } from "./marked-secrets.ts";

/** Variables of the environment that hold secrets. */
const SECRET_VARIABLES = [
  "GENESYSCLOUD_OAUTHCLIENT_SECRET",
  "GENESYSCLOUD_ACCESS_TOKEN",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
];

/** Shorter ones are left alone: to replace them would garble any text. */
const SHORTEST_SECRET = 8;

/**
 * Every secret that a run comes to know. No part of a report is made from one; this is the second lock, for texts from outside
 * (the API, the engine, a program's own messages) that repeat what they were told.
 */
export class KnownSecrets {
  private readonly secrets = new Set<string>();

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    for (const variable of SECRET_VARIABLES) this.remember(environment[variable]);
  }

  /** Every text within a value. */
  remember(value: unknown): void {
    if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) this.remember(part);
    } else if (value !== undefined && value !== null) {
      this.secrets.add(String(value));
    }
  }

  /** What a state, exported with its secrets in clear, marks as secret. */
  rememberMarked(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if (isMarkedSecret(value)) {
      if (typeof value.plaintext === "string") this.remember(JSON.parse(value.plaintext));
    } else {
      for (const part of Object.values(value)) this.rememberMarked(part);
    }
  }

  /** The same data, with every known secret replaced in its texts. */
  hideIn<T>(data: T): T {
    const texts = new Set<string>();
    mapTexts(data, (text) => {
      texts.add(text);
      return text;
    });
    const redactor = new Redactor();
    for (const secret of this.foundIn([...texts].join("\n"))) redactor.remember(secret);
    return mapTexts(data, (text) => redactor.clean(text)) as T;
  }

  /** The secrets that stand in a text. One pass however many there are, since there may be thousands, and none found as a rule. */
  private *foundIn(text: string): Generator<string> {
    const forms = [...this.secrets].flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())]);
    const byStart = Map.groupBy(forms, (form) => form.slice(0, SHORTEST_SECRET));
    for (let at = 0; at + SHORTEST_SECRET <= text.length; at++) {
      for (const form of byStart.get(text.slice(at, at + SHORTEST_SECRET)) ?? []) {
        if (text.startsWith(form, at)) yield form;
      }
    }
  }
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((part) => mapTexts(part, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]));
}
