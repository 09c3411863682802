import * as z from 'zod';

// The shapes of requests that are not about a booking alone.

const text = z.string().nullable().optional();

export const reviewRequest = z
  .strictObject({
    rating: z.union([z.int(), z.string()]).optional().describe('Stars, 1 to 5'),
    text: text.describe('In the words of the person; null removes it'),
  })
  .meta({ id: 'ReviewRequest' });

export const pauseRequest = z
  .strictObject({
    from: z.string().describe('First date'),
    to: z.string().describe('Last date, included'),
    reason: text.describe('In the words of the person'),
  })
  .meta({ id: 'PauseRequest' });

export const stepsRequest = z
  .strictObject({
    steps: z.int().optional().describe('How many; 1 where absent'),
    feed: z.string().optional().describe('Only the syncs of this feed'),
  })
  .meta({ id: 'StepsRequest' });
