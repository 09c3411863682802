import { oneLine } from '../../errors.ts';
import type { SendResult } from '../channel.ts';

const REFUSALS: Readonly<Record<string, string>> = {
  EAUTH: 'The mail server refused the login',
  ETLS: 'The mail server refused to encrypt',
};

/** Errors that nodemailer finds itself, in the mail or in the offer of the server. */
const FINAL_CODES = new Set(['EAUTH', 'EENVELOPE', 'EMESSAGE']);

/**
 * What an error of nodemailer means for a mail. The server's reply decides (RFC 5321 §4.2.1): 5yz is final, 4yz is
 * tried again. Without a reply it is tried again. `isTransmitted`: the whole mail was sent before, so the server may
 * have it.
 */
export function mailOutcome(error: unknown, isTransmitted: boolean): SendResult {
  const { code, response, responseCode, message } = factsOf(error);
  if (responseCode !== null) {
    const said = `${REFUSALS[code] ?? 'The mail server answered'}: ${oneLine(response)}`;
    return { outcome: responseCode >= 500 ? 'failed' : 'retry', error: said };
  }
  if (isTransmitted) {
    return { outcome: 'retry', error: 'The mail server took the mail and did not confirm it.', transmitted: true };
  }
  if (code === 'ETIMEDOUT') return { outcome: 'retry', error: 'The mail server did not answer in time.' };
  if (FINAL_CODES.has(code)) return { outcome: 'failed', error: `The mail cannot be sent: ${oneLine(message)}` };
  const fact = code === 'ETLS' || /certificate/i.test(message) ? 'cannot be trusted' : 'cannot be reached';
  return { outcome: 'retry', error: `The mail server ${fact}: ${oneLine(message)}` };
}

function factsOf(error: unknown) {
  const facts = error as { readonly code?: unknown; readonly response?: unknown; readonly responseCode?: unknown };
  const { code, response, responseCode } = error instanceof Error ? facts : {};
  return {
    code: typeof code === 'string' ? code : '',
    response: typeof response === 'string' ? response : '',
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    message: error instanceof Error ? error.message : String(error),
  };
}
