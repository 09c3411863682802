import { createDesktopChannel } from '../../../src/reminders/channels/desktop.ts';
import { sampleMessage } from '../../support/reminder-samples.ts';

// Sends the messages of its first word, a JSON array, one after another; `abortAfterMs` as the second. Prints the results.
const [, , messages = '[]', abortAfterMs] = process.argv;
const abortion = new AbortController();
if (abortAfterMs) setTimeout(() => abortion.abort(), Number(abortAfterMs));
const channel = createDesktopChannel({ env: process.env });

async function sendAll(): Promise<void> {
  for (const fields of JSON.parse(messages) as object[]) {
    const began = performance.now();
    const result = await channel.send(sampleMessage(fields), abortion.signal);
    process.stdout.write(`${JSON.stringify({ ...result, ms: Math.round(performance.now() - began) })}\n`);
  }
}

sendAll();
