const REPLACEMENT = "[redacted]";

/** An Authorization header's value, also one that we never saw. Words such as "Basic authentication" are shorter. */
const CREDENTIALS = /\b(?:bearer|basic)\s+(?:\[redacted\]|[\w.~+/=%-]{16,})/gi;

/**
 * Remembers every secret that passes through the API client, so that text from outside (an API's message that echoes what
 * it was sent) can be cleaned before it becomes part of an error.
 */
export class Redactor {
  private readonly secrets = new Set<string>();

  /** Remembers a secret. Too short ones are left out: replacing them would garble any text. */
  remember(secret: string | undefined): void {
    if (secret === undefined || secret.length < 8) return;
    this.secrets.add(secret);
    // A form or a URL that is echoed holds it in this shape.
    this.secrets.add(encodeURIComponent(secret.toWellFormed()));
  }

  /**
   * The text with every remembered secret replaced, and every Authorization header.
   * @param confidential what else is replaced, however short: texts that were sent with the request that the text is about.
   */
  clean(text: string, confidential: readonly string[] = []): string {
    let cleaned = text;
    for (const secret of [...this.secrets, ...confidential.filter((other) => other.length > 1)])
      cleaned = cleaned.replaceAll(secret, REPLACEMENT);
    return cleaned.replaceAll(CREDENTIALS, REPLACEMENT);
  }
}
