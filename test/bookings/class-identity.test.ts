import { describe, expect, it } from 'vitest';
import { classIdentity } from '../../src/bookings/class-identity.ts';

describe('the identity of a class', () => {
  it('is that of its exact name and place, no place being one', () => {
    const [spin, ...others] = [
      { name: 'Spin', location: null },
      { name: 'spin', location: null },
      { name: 'Spin', location: 'North' },
      { name: 'Spin', location: 'north' },
    ].map(classIdentity);
    expect(new Set([spin, ...others]).size).toBe(4);
    expect(classIdentity({ name: 'Spin', location: '' })).toBe(spin);
  });

  it('never changes, or the classes of old databases would come a second time', () => {
    expect(classIdentity({ name: 'Vinyasa Flow', location: 'Studio North' })).toBe('31bd58c460d1968cd719f5722504699f');
  });

  it('is short, however long the name', () => {
    expect(classIdentity({ name: '𝕊'.repeat(1000), location: '𝕊'.repeat(1000) })).toHaveLength(32);
  });
});
