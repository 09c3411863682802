import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../../src/intake/fetch/private-address.ts';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.251',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::10.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::c0a8:101',
    'fd00::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::fb',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each([
    '8.8.8.8',
    '100.128.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700::6810:85e5',
    '64:ff9b::8.8.8.8',
    '::ffff:8.8.8.8',
  ])('%s is public', (address) => expect(isPrivateAddress(address)).toBe(false));
});
