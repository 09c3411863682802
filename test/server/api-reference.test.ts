import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/server/resources/index.ts';
import { confirmation } from '../intake/mail-trust/waiting-samples.ts';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';
import { letWaitIn } from '../support/waiting-mails.ts';
import { curlOf, type Example, writeReference } from './api-reference.ts';
import { HEAD } from './api-reference-head.ts';
import { ANSWERED } from './endpoint-rows.ts';

// docs/api.md is made from the table of endpoints: vitest -u writes it. Each of its lines is run as it stands there.

const api = useApiServer(useHomes(), (home) => letWaitIn(home, confirmation(), confirmation('Yin')));
const examples: Example[] = [];
const hasCurl = await execa('curl', ['--version']).then(
  () => true,
  () => false,
);

/** What a browser asks with a secret of its own, which differs each time. */
const OF_BROWSERS = ['signIn', 'signOut'];

const SHOWN = ENDPOINTS.filter(({ name }) => name in ANSWERED && !OF_BROWSERS.includes(name));

describe('docs/api.md', () => {
  describe.skipIf(!hasCurl)('needs curl', () => {
    test.each(SHOWN.map((endpoint) => [endpoint.name, endpoint] as const))(
      '%s works as it stands',
      async (name, endpoint) => {
        const { line, ...request } = await (ANSWERED[name] as (typeof ANSWERED)[string])(api.ask);
        const example = { endpoint, line, request };
        examples.push(example);
        const env = {
          NUMINA: `${api.url}/api/v1`,
          TOKEN: 'ana',
          ID: /[\da-f]{8}-[\da-f-]{27}/.exec(line)?.[0] ?? '',
        };
        const curl = curlOf(example).replace('curl', "curl -sS -o /dev/null -w '%{http_code}'");
        const { stdout } = await execa('bash', ['-c', curl], { env });
        expect(Number(stdout), curl).toBe(endpoint.answer.status);
      },
    );

    test('says what the table says', async () => {
      await expect(writeReference(examples, HEAD)).toMatchFileSnapshot('../../docs/api.md');
    });
  });
});
