import { describe, expect, it } from 'vitest';
import { findUserBus, hasSessionBus } from '../../src/reminders/session-bus.ts';

/** A machine on which only these files exist. */
function machine(files: readonly string[], system = 'linux') {
  return { system, userId: 1000, exists: (path: string) => files.includes(path) };
}

const USER_BUS = '/run/user/1000/bus';

describe('a session bus', () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    ['is at its address', { DBUS_SESSION_BUS_ADDRESS: `unix:path=${USER_BUS},guid=1` }, [USER_BUS]],
    ['may be at an address that is no file', { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x' }, []],
    ['is in the folder of the session', { XDG_RUNTIME_DIR: '/run/user/1000' }, [USER_BUS]],
    ['is where systemd puts it, outside a session', {}, [USER_BUS]],
    ['may start by itself on a display', { DISPLAY: ':0' }, []],
  ])('%s', (_, env, files) => {
    expect(hasSessionBus(env, machine(files))).toBe(true);
  });

  it.each<[string, Record<string, string>, readonly string[]]>([
    ['an address at which nothing is', { DBUS_SESSION_BUS_ADDRESS: `unix:path=${USER_BUS}` }, []],
    ['a session without one', { XDG_RUNTIME_DIR: '/run/user/1000' }, []],
    ['nothing at all', {}, []],
  ])('is not there with %s', (_, env, files) => {
    expect(hasSessionBus(env, machine(files))).toBe(false);
  });

  it('is asked for by no other system', () => {
    expect(hasSessionBus({}, machine([], 'darwin'))).toBe(true);
    expect(hasSessionBus({}, machine([], 'freebsd'))).toBe(false);
    expect(findUserBus(machine([USER_BUS]))).toBe(`unix:path=${USER_BUS}`);
    expect(findUserBus(machine([]))).toBeNull();
  });
});
